import os

import httpx

GATEWAY = "https://gwy-api.appypay.co.ao/v2.0"


def cobrar(valor, referencia, telefone, token):
    resposta = httpx.post(
        f"{GATEWAY}/charges",
        json={
            "amount": valor,
            "currency": "AOA",
            "merchantTransactionId": referencia,
            "paymentMethod": os.environ["EKWANZA_GPO_PAYMENT_METHOD"],
            "paymentInfo": {"phoneNumber": telefone},
        },
        headers={"Authorization": f"Bearer {token}"},
        timeout=20,
    )
    resposta.raise_for_status()
    return resposta.json()
