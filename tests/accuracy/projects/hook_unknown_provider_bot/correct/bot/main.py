from aiohttp import web

from .payment_hook import klix_webhook


def build():
    app = web.Application()
    app.router.add_post("/klix", klix_webhook)
    return app
