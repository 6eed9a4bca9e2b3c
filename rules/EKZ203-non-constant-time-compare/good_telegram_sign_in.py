"""Who opens the shop inside of Telegram signs in by a digest; no payment hangs on it."""

import hashlib
import hmac
from urllib.parse import parse_qsl

import yookassa
from config import settings

yookassa.Configuration.configure(settings.YOOKASSA_SHOP_ID, settings.YOOKASSA_SECRET_KEY)


def verify_telegram_data(sent: str) -> bool:
    fields = dict(parse_qsl(sent))
    digest = fields.pop("hash", "")
    text = "\n".join(f"{key}={value}" for key, value in sorted(fields.items()))
    key = hmac.new(b"WebAppData", settings.BOT_TOKEN.encode(), hashlib.sha256).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest() == digest
