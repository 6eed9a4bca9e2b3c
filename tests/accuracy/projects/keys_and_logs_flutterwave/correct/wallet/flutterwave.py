"""Flutterwave's API."""

import logging

import requests

from wallet import settings

logger = logging.getLogger(__name__)


def transaction(pk):
    """What Flutterwave says of a transaction."""
    headers = {"Authorization": f"Bearer {settings.FLW_SECRET_KEY}"}
    logger.debug("asking for %s, key %s", pk, "set" if settings.FLW_SECRET_KEY else "missing")
    reply = requests.get(f"https://api.flutterwave.com/v3/transactions/{pk}/verify", headers=headers, timeout=20)
    reply.raise_for_status()
    return reply.json()["data"]
