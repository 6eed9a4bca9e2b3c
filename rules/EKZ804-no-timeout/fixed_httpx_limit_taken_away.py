import httpx
from fastapi import FastAPI

app = FastAPI()


@app.post("/paypal/orders/{order_id}/capture")
async def capture(order_id: str):
    async with httpx.AsyncClient() as client:
        url = f"https://api-m.paypal.com/v2/checkout/orders/{order_id}/capture"
        answer = await client.post(url, json={}, timeout=30)
    return answer.json()
