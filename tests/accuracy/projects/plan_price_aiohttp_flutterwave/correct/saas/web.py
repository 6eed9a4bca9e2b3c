import uuid
from functools import partial

from aiohttp import web

from saas.plans import PLANS
from saas.providers.flutterwave import Charge, hosted_page

routes = web.RouteTableDef()


@routes.post("/subscriptions/checkout")
async def checkout(request):
    body = await request.json()
    if body["plan"] not in PLANS:
        raise web.HTTPBadRequest
    charge = partial(Charge, reference=f"sub-{uuid.uuid4().hex}", email=body["email"])
    link = await hosted_page(charge(amount=str(PLANS[body["plan"]])))
    return web.json_response({"link": link})
