"""That a setting is there may be told."""

import logging
import os

log = logging.getLogger("paystack")
SECRET = os.environ.get("PAYSTACK_SECRET_KEY", "")


def startup():
    log.info("secret is %s, %d characters", "set" if SECRET else "missing", len(SECRET))
    log.info("have secret: %s", bool(SECRET))
    print("PAYSTACK_SECRET_KEY", SECRET != "")
