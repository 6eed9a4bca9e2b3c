from aiohttp import web

from gym import store
from gym.hooks import routes


def make_app():
    app = web.Application()
    app.add_routes(routes)
    app.on_startup.append(store.connect)
    return app
