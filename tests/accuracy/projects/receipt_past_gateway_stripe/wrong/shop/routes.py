"""Pages of an order."""

import stripe
from fastapi import APIRouter, Depends

from shop.auth import current_user
from shop.orders import order_of
from shop.stripe_gateway import StripeGateway

router = APIRouter()
gateway = StripeGateway()


@router.get("/orders/{pk}")
async def show(pk: int, user=Depends(current_user)):
    order = await order_of(user, pk)
    return {"state": gateway.state_of(order.session_id)}


@router.get("/orders/{pk}/receipt")
async def receipt(pk: int, user=Depends(current_user)):
    order = await order_of(user, pk)
    session = stripe.checkout.Session.retrieve(order.session_id, expand=["invoice"])  # ekz: EKZ404
    return {"url": session.invoice.hosted_invoice_url}
