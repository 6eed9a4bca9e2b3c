from aiohttp import web

from .handlers import paystack_webhook


def make_app():
    app = web.Application()
    app.router.add_post("/paystack/webhook", paystack_webhook)
    return app


if __name__ == "__main__":
    web.run_app(make_app())
