"""A client tells of itself, secret and all."""

import os

from loguru import logger


class EkwanzaClient:
    def __init__(self):
        self.notification_token = os.environ["EKWANZA_NOTIFICATION_TOKEN"]
        self.api_key = os.environ["EKWANZA_API_KEY"]

    def check(self):
        logger.info("e-Kwanza: {}", self.notification_token)  # ekz: EKZ802
        logger.info(f"environment: {os.getenv('EKWANZA_CLIENT_SECRET')}")  # ekz: EKZ802
