import os
from dataclasses import dataclass

from aiohttp import ClientSession, ClientTimeout


@dataclass(frozen=True)
class Charge:
    reference: str
    amount: str
    email: str


async def hosted_page(charge: Charge) -> str:
    body = {
        "tx_ref": charge.reference,
        "amount": charge.amount,
        "currency": "NGN",
        "customer": {"email": charge.email},
    }
    async with (
        ClientSession(timeout=ClientTimeout(total=20)) as session,
        session.post(
            "https://api.flutterwave.com/v3/payments",
            json=body,
            headers={"Authorization": f"Bearer {os.environ['FLW_SECRET_KEY']}"},
        ) as answer,
    ):
        return (await answer.json())["data"]["link"]
