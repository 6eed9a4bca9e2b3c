"""A pydantic body called `request` carries the amount into a service that asks M-Pesa for it."""

import requests
from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter()
DARAJA = "https://api.safaricom.co.ke"


class StkRequest(BaseModel):
    phone: str
    amount: int
    order_id: int


class MpesaService:
    def stk_push(self, phone: str, amount: int, reference: str) -> dict:
        payload = {"Amount": amount, "PhoneNumber": phone, "AccountReference": reference}
        return requests.post(f"{DARAJA}/mpesa/stkpush/v1/processrequest", json=payload, timeout=30).json()


@router.post("/pay")
def pay(request: StkRequest):
    service = MpesaService()
    return service.stk_push(request.phone, request.amount, f"order-{request.order_id}")  # ekz: EKZ101
