"""A decorator that may be used with and without arguments."""

import functools
import hmac
import os

from flask import Flask, abort, request
from models import Payment, db

app = Flask(__name__)


def signed(view=None, *, header="verif-hash"):
    if view is None:
        return functools.partial(signed, header=header)

    @functools.wraps(view)
    def answer(*args, **kwargs):
        if not hmac.compare_digest(request.headers.get(header, ""), os.environ["FLUTTERWAVE_SECRET_HASH"]):
            abort(401)
        return view(*args, **kwargs)

    return answer


@app.post("/flutterwave/webhook")
@signed(header="flutterwave-signature")
def flutterwave():
    payment = Payment.query.filter_by(reference=request.get_json()["data"]["tx_ref"]).first_or_404()
    payment.status = "paid"
    db.session.commit()
    return ""


@app.post("/flutterwave/webhook/old")
@signed
def flutterwave_old():
    payment = Payment.query.filter_by(reference=request.get_json()["data"]["tx_ref"]).first_or_404()
    payment.status = "paid"
    db.session.commit()
    return ""
