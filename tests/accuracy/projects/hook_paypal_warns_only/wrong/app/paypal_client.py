import os

import httpx

BASE = "https://api-m.paypal.com"


class NotGenuineError(Exception):
    pass


async def demand_genuine(headers, event):
    async with httpx.AsyncClient(timeout=10) as client:
        reply = await client.post(
            f"{BASE}/v1/notifications/verify-webhook-signature",
            json={
                "transmission_id": headers.get("paypal-transmission-id"),
                "transmission_sig": headers.get("paypal-transmission-sig"),
                "webhook_id": os.environ["PAYPAL_WEBHOOK_ID"],
                "webhook_event": event,
            },
        )
    if reply.json().get("verification_status") != "SUCCESS":
        raise NotGenuineError
