"""That the callback is genuine says nothing of its shape: the tickets still get AppyPay's body."""

from flask import Blueprint, request

from gateway.ekwanza_gateway import EkwanzaGateway
from tickets.models import Ticket
from tickets.seats import issue_seat

hooks = Blueprint("hooks", __name__)
gateway = EkwanzaGateway()


def is_known_callback(body):
    return gateway.signed_fields(body) == gateway.expected_fields(body["merchantTransactionId"])


def confirm_ticket(body):
    ticket = Ticket.query.filter_by(reference=body["merchantTransactionId"]).one()
    issue_seat(ticket.order, ticket.seat)


@hooks.post("/webhooks/appypay")
def appypay_webhook():
    body = request.get_json()
    if not is_known_callback(body):
        return "", 401
    confirm_ticket(body)  # ekz: EKZ405
    return "", 204
