"""Reads what signs a callback from the environment or from a .env file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from ekzlint.battery.records import Credentials

_NAMES = {
    "api_key": ("EKWANZA_API_KEY",),
    "merchant": ("EKWANZA_MERCHANT_REGISTRATION_NUMBER", "EKWANZA_MERCHANT_NUMBER"),
    "notification_token": ("EKWANZA_NOTIFICATION_TOKEN",),
    "gateway_secret": ("EKWANZA_CALLBACK_SECRET", "EKWANZA_WEBHOOK_SECRET"),
}


def read_credentials(env_file: Path | None = None) -> Credentials:
    """The credentials of the environment, and where that has none, those of `env_file`.

    Raises OSError where the file cannot be read.
    """
    from dotenv import dotenv_values

    told: dict[str, str | None] = {}
    if env_file is not None:
        with env_file.open(encoding="utf-8-sig", errors="replace") as stream:
            told = dict(dotenv_values(stream=stream, interpolate=False))
    values: Mapping[str, str | None] = {**told, **os.environ}
    found = {
        field: next((value for name in names if (value := values.get(name))), "") for field, names in _NAMES.items()
    }
    return Credentials(**found)
