import os

import httpx
from fastapi import FastAPI

app = FastAPI()
client = httpx.AsyncClient(base_url="https://api.flutterwave.com", timeout=20)


@app.get("/payments/{payment_id}")
async def state(payment_id: int):
    headers = {"Authorization": f"Bearer {os.environ['FLW_SECRET_KEY']}"}
    answer = await client.get(f"/v3/transactions/{payment_id}/verify", headers=headers)
    return answer.json()
