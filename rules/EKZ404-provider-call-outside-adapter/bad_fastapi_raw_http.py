"""A route asks over HTTP what the client of the same provider would have asked."""

import httpx
from fastapi import APIRouter

from app.clients import PaystackClient

router = APIRouter()
client = PaystackClient()


@router.get("/payments/{reference}")
async def payment(reference: str):
    async with httpx.AsyncClient(timeout=10) as http:
        reply = await http.get(f"https://api.paystack.co/transaction/verify/{reference}")  # ekz: EKZ404
    return {"data": reply.json()["data"]}
