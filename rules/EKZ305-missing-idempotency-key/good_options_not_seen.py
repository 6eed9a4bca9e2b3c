import os

import mercadopago
from fastapi import APIRouter, Depends
from tenacity import retry

from .options import options_of
from .storage import Order, get_order

router = APIRouter()
sdk = mercadopago.SDK(os.environ["MP_ACCESS_TOKEN"])


@retry
def create(order):
    return sdk.payment().create({"transaction_amount": order.total}, options_of(order))


@router.post("/orders/{order_id}/pix")
def pix(order: Order = Depends(get_order)):
    return create(order)
