"""A simulated e-Kwanza over real HTTP: both families, with callbacks, and with the troubles of a real network.

It stands alone (standard library only), so that a test of scaffolded code can start it in its own process:

    python tests/simulator/ekwanza.py --port 9000 --callback http://127.0.0.1:8000/webhooks/ekwanza

Native family: `POST /Ticket/{token}`, `GET /Ticket/{token}/{code}`. Gateway: `POST /oauth2/token`, `POST /charges`,
`GET /charges/{id}`. Under `/_control` a test says what happens next: `POST /_control/settle` and `/_control/fault`.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import json
import re
import secrets
import threading
import time
import urllib.error
import urllib.request
from collections import Counter, deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

_TRANSACTION = re.compile(r"[A-Za-z0-9]{1,15}")
TOKEN_SECONDS = 3600
TICKET_SECONDS = 900


@dataclass(frozen=True)
class Account:
    """The credentials that this e-Kwanza gave out; none is real."""

    api_key: str = "sim-api-key"
    registration_number: str = "5417000000"
    notification_token: str = "sim-notification-token"
    client_id: str = "3f0c1d52-8a44-4a57-9a0e-5b7a1f8f2c11"
    client_secret: str = "sim-client-secret"
    resource: str = "sim-resource"
    callback_secret: str = ""


@dataclass
class Payment:
    """A ticket or a charge. `status` counts as the callbacks do: 0 pending, 1 paid, 3 expired, 4 failed."""

    key: str
    amount: str
    reference: str
    kind: str
    status: int = 0


@dataclass
class Answer:
    """What one request is answered with."""

    status: int
    body: dict[str, Any] = field(default_factory=dict)


class Ekwanza:
    """The state behind the server, safe for several threads."""

    def __init__(self, account: Account | None = None, callback_url: str = "", *, pascal_case: bool = True) -> None:
        self.account = account or Account()
        self.callback_url = callback_url
        self.pascal_case = pascal_case
        self.payments: dict[str, Payment] = {}
        self.requests: Counter[str] = Counter()
        self.faults: deque[dict[str, Any]] = deque()
        self._tokens: set[str] = set()
        self._lock = threading.Lock()

    def next_fault(self, path: str) -> dict[str, Any]:
        """The trouble that meets a request to `path`: status, delay (seconds) or drop; empty where there is none."""
        with self._lock:
            for fault in self.faults:
                if path.startswith(fault.get("path", "")):
                    self.faults.remove(fault)
                    return fault
        return {}

    def answer(self, method: str, target: str, headers: Any, body: bytes) -> Answer:
        """The answer to one request, with what it changes."""
        parts = urlsplit(target)
        query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        steps = [step for step in parts.path.split("/") if step]
        with self._lock:
            self.requests[f"{method} /{steps[0] if steps else ''}"] += 1
            match (method, steps):
                case ("POST", ["oauth2", "token"]):
                    return self._login({name: values[0] for name, values in parse_qs(body.decode()).items()})
                case ("POST", ["charges"]):
                    return self._charge(headers, body)
                case ("GET", ["charges", key]):
                    return self._look_up_charge(headers, key)
                case ("POST", ["Ticket", token]):
                    return self._ticket(token, query)
                case ("GET", ["Ticket", token, code]):
                    return self._look_up_ticket(token, code)
        return Answer(404)

    def settle(
        self,
        key: str,
        status: int = 1,
        *,
        times: int = 1,
        as_text: bool = False,
        digest: str = "hex",
        sign: bool = True,
    ) -> list[int]:
        """Decide a payment and tell the shop so many times at once; return the statuses that it answered with."""
        with self._lock:
            payment = self.payments[key]
            payment.status = status
        url, body, headers = self.callback_url, *self._callback(payment, as_text, digest, sign)
        answers: list[int] = []
        threads = [threading.Thread(target=lambda: answers.append(_post(url, body, headers))) for _ in range(times)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted(answers)

    def _login(self, form: dict[str, str]) -> Answer:
        account = self.account
        right = {
            "grant_type": "client_credentials",
            "client_id": account.client_id,
            "client_secret": account.client_secret,
            "resource": account.resource,
        }
        if form != right:
            return Answer(401, {"error": "invalid_client"})
        token = secrets.token_urlsafe(24)
        self._tokens.add(token)
        # Microsoft's endpoint gives this number as a string.
        return Answer(200, {"token_type": "Bearer", "expires_in": str(TOKEN_SECONDS), "access_token": token})

    def _is_let_in(self, headers: Any) -> bool:
        return str(headers.get("Authorization", "")).removeprefix("Bearer ") in self._tokens

    def _charge(self, headers: Any, body: bytes) -> Answer:
        if not self._is_let_in(headers):
            return Answer(401)
        try:
            asked = json.loads(body)
            key, amount = str(asked["merchantTransactionId"]), str(asked["amount"])
        except (ValueError, KeyError, TypeError):
            return Answer(400, {"message": "malformed"})
        if not _TRANSACTION.fullmatch(key) or asked.get("currency") != "AOA" or not float(amount) > 0:
            return Answer(400, {"message": "merchantTransactionId, currency or amount"})
        if key in self.payments:
            return Answer(409, {"message": "merchantTransactionId was used"})
        kind = "REF" if str(asked.get("paymentMethod", "")).startswith("REF") else "GPO"
        self.payments[key] = Payment(key, amount, f"EKZ{key}", kind)
        answer: dict[str, Any] = {"id": f"EKZ{key}", "responseStatus": {"successful": True, "status": "Pending"}}
        if kind == "REF":
            answer["responseStatus"]["reference"] = {"referenceNumber": "937000123", "entity": "01055"}
        return Answer(200, answer)

    def _look_up_charge(self, headers: Any, key: str) -> Answer:
        if not self._is_let_in(headers):
            return Answer(401)
        payment = self.payments.get(key.removeprefix("EKZ"))
        if payment is None or payment.kind == "ticket":
            return Answer(404)
        words = {0: "Pending", 1: "Success", 3: "Cancelled", 4: "Failed", 5: "Error"}
        return Answer(
            200,
            {
                "id": payment.reference,
                "merchantTransactionId": payment.key,
                "amount": float(payment.amount),
                "responseStatus": {"status": words[payment.status]},
            },
        )

    def _ticket(self, token: str, query: dict[str, str]) -> Answer:
        if token != self.account.notification_token:
            return Answer(401)
        try:
            amount, reference = query["amount"], query["referenceCode"]
        except KeyError:
            return Answer(400)
        code = str(secrets.randbelow(10**10)).zfill(10)
        self.payments[code] = Payment(code, amount, reference, "ticket")
        expires = f"/Date({int((time.time() + TICKET_SECONDS) * 1000)})/"
        return Answer(200, self._cased({"Code": code, "QRCode": "c2lt", "Status": 0, "ExpirationDate": expires}))

    def _look_up_ticket(self, token: str, code: str) -> Answer:
        payment = self.payments.get(code)
        if token != self.account.notification_token or payment is None:
            return Answer(404)
        # The look-up counts otherwise than the callback: 2 is expired, and 3 cancelled.
        status = {0: 0, 1: 1, 3: 2, 4: 3, 5: 3}[payment.status]
        return Answer(200, self._cased({"Code": code, "Amount": payment.amount, "Status": status}))

    def _cased(self, body: dict[str, Any]) -> dict[str, Any]:
        return body if self.pascal_case else {name[0].lower() + name[1:]: value for name, value in body.items()}

    def _callback(self, payment: Payment, as_text: bool, digest: str, sign: bool) -> tuple[bytes, dict[str, str]]:
        status: int | str = str(payment.status) if as_text else payment.status
        headers = {"Content-Type": "application/json"}
        account = self.account
        if payment.kind == "ticket":
            operation = f"OP{payment.key}"
            body = _json(
                {
                    "code": payment.key,
                    "operationCode": operation,
                    "operationStatus": status,
                    "referenceCode": payment.reference,
                    "amount": payment.amount,
                }
            )
            text = f"{payment.key}{operation}{account.registration_number}{account.notification_token}"
            if sign:
                headers["x-signature"] = _digest(account.api_key, text.encode(), digest)
            return body, headers
        body = _json(
            {
                "merchantTransactionId": payment.key,
                "ekwanzaTransactionId": payment.reference,
                "operationStatus": status,
                "operationData": {"amount": payment.amount, "merchantIdentifier": "", "referenceType": payment.kind},
            }
        )
        if sign and account.callback_secret:
            headers["x-signature"] = _digest(account.callback_secret, body, digest)
        return body, headers


def _json(body: dict[str, Any]) -> bytes:
    return json.dumps(body).encode()


def _digest(key: str, message: bytes, digest: str) -> str:
    made = hmac.new(key.encode(), message, hashlib.sha256).digest()
    return made.hex() if digest == "hex" else base64.b64encode(made).decode()


def _post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """The status of the answer; 0 where none came."""
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def _handle(self) -> None:
        state: Ekwanza = self.server.state  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path.startswith("/_control/"):
            return self._control(state, json.loads(body or b"{}"))
        fault = state.next_fault(self.path)
        if "status" in fault:
            return self._send(Answer(fault["status"], {"message": "trouble"}))
        answer = state.answer(self.command, self.path, self.headers, body)
        time.sleep(fault.get("delay", 0))
        if fault.get("drop"):
            # It was done, and nobody hears of it.
            self.close_connection = True
            return None
        return self._send(answer)

    def _control(self, state: Ekwanza, asked: dict[str, Any]) -> None:
        if self.path == "/_control/settle":
            return self._send(Answer(200, {"answers": state.settle(**asked)}))
        if self.path == "/_control/fault":
            state.faults.append(asked)
            return self._send(Answer(200))
        payments = {key: vars(payment) for key, payment in state.payments.items()}
        return self._send(Answer(200, {"payments": payments, "requests": dict(state.requests)}))

    def _send(self, answer: Answer) -> None:
        body = _json(answer.body)
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    """The server; `state` is what a test changes."""

    request_queue_size = 256
    daemon_threads = True

    def __init__(self, state: Ekwanza, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.state = state

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--callback", default="")
    options = parser.parse_args()
    server = Server(Ekwanza(callback_url=options.callback), options.port)
    print(server.url, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
