from sqlalchemy.exc import IntegrityError

from parque.db import WebhookEvent


def registar(db, transacao, estado):
    evento = WebhookEvent(event_key=f"ekwanza:{transacao}:{estado}")
    try:
        db.add(evento)
        db.commit()
    except IntegrityError:
        db.rollback()
        return False
    return True
