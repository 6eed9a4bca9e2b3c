"""All that the client sent goes to the provider as it is, the amount with it."""

import os

import razorpay
from fastapi import FastAPI
from pydantic import BaseModel, PositiveInt

app = FastAPI()
client = razorpay.Client(auth=(os.environ["RAZORPAY_KEY_ID"], os.environ["RAZORPAY_KEY_SECRET"]))


class OrderRequest(BaseModel):
    amount: PositiveInt
    currency: str
    receipt: str


@app.post("/orders")
def create_order(request: OrderRequest):
    order = client.order.create(data=request.__dict__)  # ekz: EKZ101
    return {"order": order["id"]}
