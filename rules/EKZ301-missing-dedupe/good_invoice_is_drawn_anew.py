"""An invoice that is drawn anew on each delivery is the same file again; a style that is added to a sheet is no row."""

import os

from flask import Blueprint, abort, jsonify, request
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from .extensions import db

bp = Blueprint("mpesa", __name__, url_prefix="/mpesa")


class Invoice(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    checkout_request_id = db.Column(db.String(60), unique=True)
    status = db.Column(db.String(12), default="pending")
    receipt = db.Column(db.String(20))


def draw(invoice):
    styles = getSampleStyleSheet()
    styles.add(ParagraphStyle(name="Small", fontSize=8))
    SimpleDocTemplate(f"invoices/{invoice.id}.pdf").build([Paragraph(f"Invoice {invoice.id}", styles["Small"])])


@bp.post("/callback")
def stk_callback():
    if request.remote_addr not in os.environ["MPESA_ADDRESSES"].split(","):
        abort(403)
    callback = request.get_json()["Body"]["stkCallback"]
    invoice = Invoice.query.filter_by(checkout_request_id=callback["CheckoutRequestID"]).first_or_404()
    invoice.status = "paid" if str(callback["ResultCode"]) == "0" else "failed"
    db.session.commit()
    draw(invoice)
    return jsonify(ResultCode=0, ResultDesc="Accepted")
