from aiohttp import web

from .handlers import ekwanza_callback

app = web.Application()
app.router.add_post("/callbacks/ekwanza", ekwanza_callback)
