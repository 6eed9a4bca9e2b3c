"""What is left of a key is no key."""

import logging

from django.conf import settings

from core.redact import redact

logger = logging.getLogger("flutterwave")


def startup():
    logger.info("using %s...", settings.FLW_SECRET_KEY[:4])
    logger.info("using %s", redact(settings.FLW_SECRET_KEY))
    logger.info("public key %s", settings.FLW_PUBLIC_KEY)


class Settings:
    def __init__(self):
        self.flw_secret_key = settings.FLW_SECRET_KEY

    def __str__(self):
        return "settings"


def shutdown():
    logger.info("had %s", Settings())
    current = Settings()
    logger.info("still has %s", current)
