"""Headers that are no secrets are compared as usual."""

from fastapi import APIRouter, HTTPException, Request

router = APIRouter()


@router.post("/webhooks/paystack")
async def paystack(request: Request):
    if request.headers.get("content-type") != "application/json":
        raise HTTPException(status_code=415)
    return {"ok": True}
