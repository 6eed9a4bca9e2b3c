"""PayPal's API as far as a webhook needs it: a token, and the question whether a message is PayPal's."""

from __future__ import annotations

import json
from typing import Any

from served.messages import KEY, paypal_signature

TOKEN = "A21AAF"


class Answer:
    """What `requests` and `httpx` both give back."""

    def __init__(self, status: int, content: dict[str, Any]) -> None:
        self.status_code, self._content = status, content

    def json(self) -> dict[str, Any]:
        return self._content


def answer(url: str, **given: Any) -> Answer:
    """What PayPal answers to a POST."""
    if url.endswith("/v1/oauth2/token"):
        return Answer(200, {"access_token": TOKEN})
    if not url.endswith("/v1/notifications/verify-webhook-signature"):
        return Answer(404, {})
    if given["headers"]["Authorization"] != f"Bearer {TOKEN}":
        return Answer(401, {})
    asked = given["json"]
    event = json.dumps(asked["webhook_event"]).encode()
    right = paypal_signature(asked["transmission_id"], asked["transmission_time"], asked["webhook_id"], event)
    known = asked["webhook_id"] == KEY and asked["auth_algo"] == "SHA256withRSA" and "paypal.com" in asked["cert_url"]
    return Answer(
        200, {"verification_status": "SUCCESS" if known and asked["transmission_sig"] == right else "FAILURE"}
    )


async def answer_later(client: object, url: str, **given: Any) -> Answer:
    """The same for an asynchronous client's method."""
    return answer(url, **given)
