"""Payments: the attempt is stored before the provider is asked."""

import secrets
from decimal import Decimal

from sqlalchemy.orm import Session

from . import ekwanza
from .models import Order, PaymentAttempt


def start_charge(db: Session, order: Order, amount: Decimal, rail: str) -> PaymentAttempt:
    """Open an attempt on the gateway (Multicaixa Express or a reference)."""
    order.merchant_transaction_id = order.merchant_transaction_id or secrets.token_hex(7)
    attempt = PaymentAttempt(order=order, rail=rail, amount=amount)
    db.add(attempt)
    db.commit()
    attempt.provider_id = ekwanza.create_charge(amount, order.merchant_transaction_id, rail, order.phone)
    attempt.state = "provider_pending"
    db.commit()
    return attempt


def start_ticket(db: Session, order: Order) -> PaymentAttempt:
    """Open an attempt with a native ticket."""
    order.merchant_transaction_id = order.merchant_transaction_id or secrets.token_hex(7)
    attempt = PaymentAttempt(order=order, rail="ticket", amount=order.total)
    db.add(attempt)
    db.commit()
    attempt.operation_code = ekwanza.create_ticket(order.total, order.merchant_transaction_id, order.phone)
    attempt.state = "provider_pending"
    db.commit()
    return attempt
