from sqlalchemy.orm import Session

from .models import Payment


def settle(session: Session, reference: str) -> None:
    payment = session.get(Payment, reference)
    if payment is not None:
        payment.status = "paid"
        session.commit()
