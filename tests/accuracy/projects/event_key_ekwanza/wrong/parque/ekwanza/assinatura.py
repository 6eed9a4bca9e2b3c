import hashlib
import hmac
import os


def genuina(corpo, assinatura):
    esperada = hmac.new(os.environ["EKWANZA_API_KEY"].encode(), corpo, hashlib.sha256).hexdigest()
    return hmac.compare_digest(esperada, assinatura or "")
