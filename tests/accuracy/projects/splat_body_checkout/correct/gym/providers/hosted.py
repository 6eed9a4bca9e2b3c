def pay_page(**wish):
    """A hosted page of Stripe for a membership."""
    import stripe as _stripe

    return _stripe.PaymentLink.create(
        line_items=[
            {
                "price_data": {"currency": "usd", "unit_amount": wish["cents"], "product_data": {"name": wish["name"]}},
                "quantity": 1,
            }
        ]
    )
