from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Invoice(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    number = db.Column(db.String(20), unique=True)
    due = db.Column(db.Numeric(10, 2), nullable=False)


class MpesaRequest(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    invoice_id = db.Column(db.Integer, db.ForeignKey("invoice.id"))
    phone = db.Column(db.String(15))
    checkout_request_id = db.Column(db.String(60))
