"""Sends deliveries to the host that the user named, and to no other."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from types import TracebackType

import httpx

from ekzlint.battery.records import Answer, Delivery
from ekzlint.limits import BATTERY_PAUSE, BATTERY_TIMEOUT, BATTERY_TRIES, LONGEST_STATE


class Wire:
    """One client for a whole battery. It follows no redirect and uses no proxy: nothing goes to a third party."""

    def __init__(self, connections: int) -> None:
        limits = httpx.Limits(max_connections=connections)
        self._client = httpx.AsyncClient(
            timeout=BATTERY_TIMEOUT, follow_redirects=False, trust_env=False, limits=limits
        )

    async def __aenter__(self) -> Wire:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def send(self, delivery: Delivery) -> Answer:
        """POST, and again where the connection broke, as a provider does. No answer at all has the status 0.

        A development server drops connections when fifty come at once; that says nothing about the webhook behind it.
        """
        for attempt in range(1, BATTERY_TRIES + 1):
            try:
                response = await self._client.post(delivery.url, content=delivery.body, headers=dict(delivery.headers))
            except (httpx.NetworkError, httpx.RemoteProtocolError) as error:
                answer = _none(error)
                await asyncio.sleep(BATTERY_PAUSE * attempt)
            except httpx.HTTPError as error:
                return _none(error)
            else:
                return Answer(status=response.status_code)
        return answer

    async def send_together(self, deliveries: Sequence[Delivery]) -> list[Answer]:
        """POST all of them at once."""
        return list(await asyncio.gather(*(self.send(delivery) for delivery in deliveries)))

    async def state(self, url: str) -> str:
        """What the server says of a payment, as text; a failure is a text too, so that it can be compared."""
        try:
            response = await self._client.get(url)
        except httpx.HTTPError as error:
            return f"{type(error).__name__}"
        return f"{response.status_code} {response.text[:LONGEST_STATE]}"


def _none(error: httpx.HTTPError) -> Answer:
    return Answer(status=0, reason=f"{type(error).__name__}: {error}".rstrip(": "))
