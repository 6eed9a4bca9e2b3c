from sqlalchemy.orm import Session

from bakery.db import Order


def mark_paid(db: Session, reference):
    order = db.query(Order).filter(Order.reference == reference).with_for_update().first()
    if order is not None and order.status == "pending":
        order.status = "paid"
        db.commit()
