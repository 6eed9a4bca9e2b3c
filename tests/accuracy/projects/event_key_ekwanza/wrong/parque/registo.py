import uuid

from sqlalchemy.exc import IntegrityError

from parque.db import WebhookEvent


def registar(db, transacao, estado):
    evento = WebhookEvent(event_key=f"ekwanza:{uuid.uuid4()}")
    try:
        db.add(evento)  # ekz: EKZ304
        db.commit()
    except IntegrityError:
        db.rollback()
        return False
    return True
