import stripe
from aiohttp import web
from aiohttp_session import get_session


async def start(request):
    session = await get_session(request)
    checkout = stripe.checkout.Session.create(mode="payment", line_items=session["items"], success_url="/thanks")
    raise web.HTTPSeeOther(checkout.url)


async def checkout_success(request):  # ekz: EKZ507
    session = await get_session(request)
    pool = request.app["db"]
    await pool.execute("INSERT INTO orders (buyer, total) VALUES ($1, $2)", session["user"], session["total"])
    session["items"] = []
    raise web.HTTPSeeOther("/orders")


app = web.Application()
app.router.add_post("/checkout", start)
app.router.add_get("/thanks", checkout_success)
