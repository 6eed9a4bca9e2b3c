import os

import stripe
from aiohttp import web


async def stripe_webhook(request):
    event = stripe.Webhook.construct_event(
        await request.read(), request.headers["stripe-signature"], os.environ["STRIPE_WEBHOOK_SECRET"]
    )
    if event["type"] == "payment_intent.succeeded":
        pool = request.app["db"]
        sale = await pool.fetchrow("SELECT * FROM sales WHERE intent = $1", event["data"]["object"]["id"])
        stripe.Transfer.create(  # ekz: EKZ305
            amount=sale["seller_part"], currency="eur", destination=sale["seller_account"]
        )
    return web.Response()


app = web.Application()
app.router.add_post("/webhooks/stripe", stripe_webhook)
