from mollie.api.client import Client


class Payments:
    """Made once at start-up and handed to who needs it."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def open(self, value, number):
        return self._client.payments.create(
            {
                "amount": {"currency": "EUR", "value": f"{value:.2f}"},
                "description": f"Order {number}",
                "redirectUrl": f"https://shop.example/orders/{number}",
            }
        )
