"""Headers without a key, and errors, are no secrets."""

import logging

import requests

logger = logging.getLogger("mpesa")
HEADERS = {"Content-Type": "application/json"}


def ping():
    try:
        reply = requests.get("https://api.safaricom.co.ke/ping", headers=HEADERS, timeout=10)
    except requests.RequestException as error:
        logger.warning("no answer with %s: %s", HEADERS, error)
        raise
    logger.info("answered %s", reply.status_code)
