"""The provider answers in XML; what is taken out of it is tested."""

import os
import xml.etree.ElementTree as ElementTree

import requests
from flask import Blueprint, abort, request
from models import Purchase, db

notifications = Blueprint("notifications", __name__)


def transaction_of(code):
    answer = requests.get(
        f"https://ws.pagseguro.uol.com.br/v3/transactions/notifications/{code}",
        params={"email": os.environ["PAGSEGURO_EMAIL"], "token": os.environ["PAGSEGURO_TOKEN"]},
        timeout=30,
    )
    root = ElementTree.fromstring(answer.text)
    return {"reference": root.findtext("reference"), "status": root.findtext("status")}


@notifications.post("/webhooks/pagseguro")
def pagseguro_notification():
    transaction = transaction_of(request.form["notificationCode"])
    if int(transaction["status"]) not in (3, 4):
        return {"ok": True}
    purchase = db.session.get(Purchase, transaction["reference"])
    if purchase is None:
        abort(404)
    purchase.status = "paid"
    db.session.commit()
    return {"ok": True}
