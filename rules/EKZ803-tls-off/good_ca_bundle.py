import os

import httpx

CA_BUNDLE = os.environ.get("CA_BUNDLE", "/etc/ssl/certs/ca-certificates.crt")


async def initialize(email, amount):
    async with httpx.AsyncClient(verify=CA_BUNDLE, timeout=20) as client:
        body = {"email": email, "amount": amount}
        return await client.post("https://api.paystack.co/transaction/initialize", json=body)
