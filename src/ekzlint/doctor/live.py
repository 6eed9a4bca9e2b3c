"""Tries the credentials of the e-Kwanza gateway: one request for a token, to the host that the settings name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

import httpx

from ekzlint.doctor.records import Entry, Remark

_FIELDS: Final = {
    "client_id": "EKWANZA_CLIENT_ID",
    "client_secret": "EKWANZA_CLIENT_SECRET",
    "resource": "EKWANZA_RESOURCE",
}
_ADDRESS: Final = "EKWANZA_OAUTH_URL"
_SECONDS: Final = 15.0


def try_oauth(held: Mapping[str, Entry]) -> Remark:
    """Ask for a token by client credentials and say whether it was given. The token is thrown away."""
    missing = [name for name in (_ADDRESS, *_FIELDS.values()) if name not in held or not held[name].value.strip()]
    if missing:
        return _remark("warning", "oauth_missing", ", ".join(missing))
    address = held[_ADDRESS].value
    if urlsplit(address).scheme not in ("http", "https"):
        return _remark("error", "oauth_address", "")
    form = {"grant_type": "client_credentials"} | {field: held[name].value for field, name in _FIELDS.items()}
    try:
        response = httpx.post(address, data=form, timeout=_SECONDS, follow_redirects=False, trust_env=False)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return _remark("error", "oauth_silent", type(error).__name__)
    if response.status_code != 200:
        return _remark("error", "oauth_refused", str(response.status_code))
    try:
        token = response.json().get("access_token")
    except (ValueError, AttributeError):
        token = None
    return _remark("ok", "oauth_given", "") if token else _remark("error", "oauth_no_token", "")


def _remark(grade: str, reason: str, detail: str) -> Remark:
    return Remark(grade=grade, provider="ekwanza", subject="OAuth", reason=reason, detail=detail)  # type: ignore[arg-type]
