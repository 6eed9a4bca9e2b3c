from sqlalchemy.exc import IntegrityError

from tools.licences import hand_out
from tools.models import WebhookEvent, db


def process(event):
    try:
        db.session.add(WebhookEvent(event_id=event["id"]))
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        return
    if event["type"] == "checkout.session.completed":
        hand_out(event["data"]["object"]["customer_email"])
