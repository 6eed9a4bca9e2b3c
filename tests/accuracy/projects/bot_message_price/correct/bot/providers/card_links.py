import os

import stripe

stripe.api_key = os.environ["STRIPE_SECRET_KEY"]


def link_for(title, cents, chat_id):
    session = stripe.checkout.Session.create(
        mode="payment",
        line_items=[
            {
                "price_data": {"currency": "eur", "product_data": {"name": title}, "unit_amount": cents},
                "quantity": 1,
            }
        ],
        success_url="https://t.me/lessons_bot",
        client_reference_id=str(chat_id),
    )
    return session.url
