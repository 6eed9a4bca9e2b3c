import base64
import hashlib
import hmac
import os

from aiohttp import web

from bilhetes.emissao import emitir

CAMPOS = ("code", "operationCode")


def _assinado(corpo, assinatura):
    dados = "".join(str(corpo[campo]) for campo in CAMPOS)
    dados += os.environ["EKWANZA_MERCHANT_REGISTRATION_NUMBER"] + os.environ["EKWANZA_NOTIFICATION_TOKEN"]
    resumo = hmac.new(os.environ["EKWANZA_API_KEY"].encode(), dados.encode(), hashlib.sha256).digest()
    return hmac.compare_digest(base64.b64encode(resumo).decode(), assinatura)


async def notificacao(request):
    corpo = await request.json()
    if not _assinado(corpo, request.headers.get("x-signature", "")):
        raise web.HTTPForbidden()
    await emitir(request.app["pool"], corpo["operationCode"])
    return web.json_response({"ok": True})


def preparar(app):
    app.router.add_post("/ekwanza/notificacao", notificacao)
