from aiohttp import web

from .handlers import paystack_webhook
from .signatures import signed


def make_app():
    app = web.Application(middlewares=[signed])
    app.router.add_post("/paystack/webhook", paystack_webhook)
    return app


if __name__ == "__main__":
    web.run_app(make_app())
