from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Payment(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    checkout_id = db.Column(db.String(64), unique=True)
    status = db.Column(db.String(16))


def settle(checkout_id):
    payment = Payment.query.filter_by(checkout_id=checkout_id).first_or_404()
    payment.status = "paid"
    db.session.commit()
