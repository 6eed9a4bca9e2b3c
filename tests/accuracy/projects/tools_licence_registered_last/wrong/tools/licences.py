from flask_mail import Mail, Message

from tools.models import Licence, db

mail = Mail()


def hand_out(owner):
    db.session.add(Licence(owner=owner))
    db.session.commit()
    mail.send(Message("Your licence", recipients=[owner], body="Thank you."))
