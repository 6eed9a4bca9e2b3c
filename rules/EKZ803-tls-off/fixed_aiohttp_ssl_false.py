import aiohttp


class MpesaClient:
    base = "https://api.safaricom.co.ke"

    def __init__(self, token):
        self.token = token

    async def push(self, body):
        async with aiohttp.ClientSession(headers={"Authorization": self.token}) as session:
            url = f"{self.base}/mpesa/stkpush/v1/processrequest"
            answer = await session.post(url, json=body)
            return await answer.json()
