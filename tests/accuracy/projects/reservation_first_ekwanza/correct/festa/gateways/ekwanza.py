import os

import httpx


class EkwanzaGateway:
    base = "https://partnersapi.e-kwanza.ao"

    async def ticket(self, amount, reference, phone):
        url = f"{self.base}/Ticket/{os.environ['EKWANZA_NOTIFICATION_TOKEN']}"
        params = {"amount": amount, "referenceCode": reference, "mobileNumber": phone}
        async with httpx.AsyncClient(timeout=20) as client:
            answer = await client.post(url, params=params)
        answer.raise_for_status()
        return answer.json()["Code"]
