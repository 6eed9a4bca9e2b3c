"""The signature is the documented one: computed here by hand, step by step."""

from __future__ import annotations

import base64
import hashlib
import hmac

from ekzlint.battery.callbacks import gateway, ticket_signature
from ekzlint.battery.records import Credentials

CREDENTIALS = Credentials(api_key="key", merchant="5417", notification_token="tok")


def test_a_ticket_is_signed_over_its_four_parts_without_separators():
    right = hmac.new(b"key", b"C1OP25417tok", hashlib.sha256)
    assert ticket_signature(CREDENTIALS, "C1", "OP2") == right.hexdigest()
    assert ticket_signature(CREDENTIALS, "C1", "OP2", "base64") == base64.b64encode(right.digest()).decode()


def test_a_charge_is_signed_only_with_an_agreed_secret():
    assert "x-signature" not in gateway("http://a/", "T1", 1, "10.00").headers
    signed = gateway("http://a/", "T1", 1, "10.00", "shared")
    assert signed.headers["x-signature"] == hmac.new(b"shared", signed.body, hashlib.sha256).hexdigest()


def test_credentials_do_not_show_themselves():
    assert "key" not in repr(CREDENTIALS) and "tok" not in repr(CREDENTIALS)
