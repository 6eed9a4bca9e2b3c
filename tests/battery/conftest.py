from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

KEY, MERCHANT, TOKEN = "k-for-tests", "5400000000", "t-for-tests"


class Shop:
    """The state of a small server: what each payment has become, and how often something was handed out for it."""

    def __init__(self, faults: frozenset[str] = frozenset()) -> None:
        self.faults = faults
        self.lock = threading.Lock()
        self.status = {"PAY1": "pending", "PAY2": "pending", "TICK1": "pending"}
        self.handed_out = dict.fromkeys(self.status, 0)
        self.url = ""

    def callback(self, headers: Any, body: bytes) -> int:
        if "trusting" not in self.faults and headers.get("Content-Type") != "application/json":
            return 415
        try:
            event = json.loads(body)
        except ValueError:
            return 500 if "fragile" in self.faults else 400
        if "code" in event and "trusting" not in self.faults and not self._signed(event, headers.get("x-signature")):
            return 401
        return self._take(event)

    def _signed(self, event: dict[str, Any], signature: str | None) -> bool:
        text = f"{event['code']}{event['operationCode']}{MERCHANT}{TOKEN}"
        right = hmac.new(KEY.encode(), text.encode(), hashlib.sha256).digest()
        for decode in (bytes.fromhex, base64.b64decode):
            try:
                if hmac.compare_digest(right, decode(signature or "")):
                    return True
            except (ValueError, binascii.Error):
                continue
        return False

    def _take(self, event: dict[str, Any]) -> int:
        key, status = event.get("code") or event.get("merchantTransactionId"), event["operationStatus"]
        if "numbers only" in self.faults and not isinstance(status, int):
            return 400
        with self.lock:
            if key not in self.status:
                return 500 if "fragile" in self.faults else 202
            new = {"0": "pending", "1": "paid", "3": "expired"}[str(status)]
            if new == "paid" and (self.status[key] != "paid" or "forgetful" in self.faults):
                self.handed_out[key] += 1
            self.status[key] = new
        return 200


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        shop: Shop = self.server.shop  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(shop.callback(self.headers, body), b"")

    def do_GET(self) -> None:
        shop: Shop = self.server.shop  # type: ignore[attr-defined]
        key = self.path.rpartition("/")[2]
        if key not in shop.status:
            return self._answer(404, b"")
        return self._answer(200, json.dumps([shop.status[key], shop.handed_out[key]]).encode())

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True


@pytest.fixture
def shop(request: pytest.FixtureRequest) -> Iterator[Shop]:
    """A server that is really started; the fixture's parameter names its faults."""
    shop = Shop(frozenset(getattr(request, "param", ())))
    server = _Server(("127.0.0.1", 0), _Handler)
    server.shop = shop  # type: ignore[attr-defined]
    shop.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield shop
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EKWANZA_API_KEY", KEY)
    monkeypatch.setenv("EKWANZA_MERCHANT_REGISTRATION_NUMBER", MERCHANT)
    monkeypatch.setenv("EKWANZA_NOTIFICATION_TOKEN", TOKEN)
    for name in ("EKWANZA_CALLBACK_SECRET", "EKWANZA_WEBHOOK_SECRET"):
        monkeypatch.delenv(name, raising=False)
