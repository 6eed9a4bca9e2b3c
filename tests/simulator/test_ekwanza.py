"""The simulated e-Kwanza keeps what is documented of the real one."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx
import pytest

CHARGE = {"merchantTransactionId": "T1", "amount": "1500.00", "currency": "AOA", "paymentMethod": "GPO_1"}


@pytest.fixture
def client(server: Any) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=5, trust_env=False) as client:
        yield client


def bearer(server: Any, client: httpx.Client) -> dict[str, str]:
    account = server.state.account
    form = {
        "grant_type": "client_credentials",
        "client_id": account.client_id,
        "client_secret": account.client_secret,
        "resource": account.resource,
    }
    return {"Authorization": f"Bearer {client.post('/oauth2/token', data=form).json()['access_token']}"}


def test_the_gateway_lets_in_whom_it_knows(server: Any, client: httpx.Client):
    assert client.post("/oauth2/token", data={"grant_type": "client_credentials"}).status_code == 401
    assert client.post("/charges", json=CHARGE).status_code == 401
    assert client.post("/charges", json=CHARGE, headers=bearer(server, client)).json()["id"] == "EKZT1"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, 200),
        ({"merchantTransactionId": "sixteen-chars-xx"}, 400),
        ({"merchantTransactionId": "A" * 16}, 400),
        ({"currency": "EUR"}, 400),
        ({"amount": "0"}, 400),
    ],
)
def test_a_charge_must_be_sound(server: Any, client: httpx.Client, change: dict[str, str], status: int):
    answer = client.post("/charges", json={**CHARGE, **change}, headers=bearer(server, client))
    assert answer.status_code == status


def test_a_charge_is_made_once_and_can_be_looked_up(server: Any, client: httpx.Client):
    headers = bearer(server, client)
    assert [client.post("/charges", json=CHARGE, headers=headers).status_code for _ in range(2)] == [200, 409]
    server.state.payments["T1"].status = 1
    found = client.get("/charges/EKZT1", headers=headers).json()
    assert (found["merchantTransactionId"], found["responseStatus"]["status"]) == ("T1", "Success")
    assert client.get("/charges/EKZT2", headers=headers).status_code == 404


@pytest.mark.parametrize(("pascal_case", "name"), [(True, "Code"), (False, "code")])
def test_a_ticket_comes_in_either_case(server: Any, client: httpx.Client, pascal_case: bool, name: str):
    server.state.pascal_case = pascal_case
    token = server.state.account.notification_token
    made = client.post(f"/Ticket/{token}", params={"amount": "1500.00", "referenceCode": "R1", "mobileNumber": "9"})
    code = made.json()[name]
    server.state.payments[code].status = 3
    looked_up = client.get(f"/Ticket/{token}/{code}").json()
    # Expired is 3 in a callback and 2 here.
    assert 2 in looked_up.values()
    assert client.post("/Ticket/other", params={"amount": "1", "referenceCode": "R"}).status_code == 401


class _Shop(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.heard.append((headers, body))  # type: ignore[attr-defined]
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def shop(server: Any) -> Iterator[Any]:
    shop: Any = HTTPServer(("127.0.0.1", 0), _Shop)
    shop.heard = []
    threading.Thread(target=shop.serve_forever, daemon=True).start()
    server.state.callback_url = f"http://127.0.0.1:{shop.server_port}/"
    yield shop
    shop.shutdown()
    shop.server_close()


def test_the_shop_is_told_of_a_paid_ticket_with_the_documented_signature(server: Any, client: httpx.Client, shop: Any):
    account = server.state.account
    params = {"amount": "1500.00", "referenceCode": "R1", "mobileNumber": "9"}
    code = client.post(f"/Ticket/{account.notification_token}", params=params).json()["Code"]
    told = client.post("/_control/settle", json={"key": code, "as_text": True, "times": 3}).json()
    assert told == {"answers": [204, 204, 204]}
    headers, body = shop.heard[0]
    event = json.loads(body)
    text = code + event["operationCode"] + account.registration_number + account.notification_token
    right = hmac.new(account.api_key.encode(), text.encode(), hashlib.sha256).hexdigest()
    assert (event["operationStatus"], headers["x-signature"]) == ("1", right)
    assert len(shop.heard) == 3


def test_a_callback_of_the_gateway_is_signed_only_with_an_agreed_secret(server: Any, client: httpx.Client, shop: Any):
    client.post("/charges", json=CHARGE, headers=bearer(server, client))
    server.state.settle("T1", 4)
    headers, body = shop.heard[0]
    assert "x-signature" not in headers
    assert json.loads(body)["operationStatus"] == 4


def test_troubles_meet_the_next_request_of_their_path_only(server: Any, client: httpx.Client):
    headers = bearer(server, client)
    for fault in ({"path": "/charges", "status": 503}, {"path": "/charges", "drop": True}):
        client.post("/_control/fault", json=fault)
    assert client.post("/oauth2/token", data={}).status_code == 401
    assert client.post("/charges", json=CHARGE, headers=headers).status_code == 503
    with pytest.raises(httpx.RemoteProtocolError):
        client.post("/charges", json=CHARGE, headers=headers)
    # The charge was made although no answer came.
    assert client.get("/_control/state").json()["payments"]["T1"]["status"] == 0
    assert client.post("/charges", json=CHARGE, headers=headers).status_code == 409
