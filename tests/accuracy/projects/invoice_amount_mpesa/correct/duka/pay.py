from flask import Blueprint, jsonify, request

from duka.models import Invoice, MpesaRequest, db
from duka.providers.daraja import DarajaClient

pay = Blueprint("pay", __name__)


@pay.post("/invoices/<number>/pay")
def pay_invoice(number):
    invoice = Invoice.query.filter_by(number=number).first_or_404()
    body = request.get_json()
    asked = MpesaRequest(invoice_id=invoice.id, phone=body["phone"])
    db.session.add(asked)
    db.session.commit()
    reply = DarajaClient().stk_push(
        phone=asked.phone,
        amount=invoice.due,
        reference=invoice.number,
    )
    asked.checkout_request_id = reply["CheckoutRequestID"]
    db.session.commit()
    return jsonify(request=asked.checkout_request_id)
