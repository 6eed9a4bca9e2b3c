"""What a connection that breaks comes to."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Iterator

import pytest

from ekzlint.battery.records import Answer, Delivery
from ekzlint.battery.wire import Wire
from ekzlint.limits import BATTERY_TRIES

RESET = struct.pack("ii", 1, 0)


class Flaky:
    """A server that resets the first `resets` connections and answers the others."""

    def __init__(self, resets: int) -> None:
        self.resets, self.seen = resets, 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.seen += 1
            with connection:
                connection.recv(65536)
                if self.seen <= self.resets:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                else:
                    connection.sendall(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@pytest.fixture
def flaky(request: pytest.FixtureRequest) -> Iterator[Flaky]:
    server = Flaky(request.param)
    yield server
    server.socket.close()


def send(url: str) -> Answer:
    async def once() -> Answer:
        async with Wire(1) as wire:
            return await wire.send(Delivery(url=url, headers={}, body=b"{}"))

    return asyncio.run(once())


@pytest.mark.parametrize("flaky", [0, 1, BATTERY_TRIES - 1], indirect=True)
def test_a_callback_whose_connection_broke_is_sent_again(flaky: Flaky):
    assert send(flaky.url).status == 202
    assert flaky.seen == flaky.resets + 1


@pytest.mark.parametrize("flaky", [100], indirect=True)
def test_a_server_that_never_answers_is_given_up(flaky: Flaky):
    answer = send(flaky.url)
    assert (answer.status, flaky.seen) == (0, BATTERY_TRIES)
    assert "Error" in answer.reason
