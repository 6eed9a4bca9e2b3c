"""A function that parses is no business."""

from dataclasses import dataclass

from flask import Blueprint, request

from payments.mpesa_client import MpesaClient
from shop.deposits import settle

mpesa = Blueprint("mpesa", __name__)
client = MpesaClient()


@dataclass(frozen=True)
class Callback:
    checkout_id: str
    paid: bool


def parse_callback(body):
    callback = body["Body"]["stkCallback"]
    return Callback(callback["CheckoutRequestID"], str(callback["ResultCode"]) == "0")


@mpesa.post("/callback")
def stk_callback():
    settle(parse_callback(request.get_json()))
    return {"ResultCode": 0}
