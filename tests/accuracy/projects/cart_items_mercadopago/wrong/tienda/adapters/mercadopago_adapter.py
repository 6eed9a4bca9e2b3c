import httpx

from tienda.settings import settings


class MercadoPagoAdapter:
    async def create_preference(self, lines, reference):
        payload = {"items": lines, "external_reference": reference, "auto_return": "approved"}
        async with httpx.AsyncClient(timeout=20) as http:
            answer = await http.post(
                "https://api.mercadopago.com/checkout/preferences",
                json=payload,
                headers={"Authorization": f"Bearer {settings.mp_token}"},
            )
        answer.raise_for_status()
        return answer.json()
