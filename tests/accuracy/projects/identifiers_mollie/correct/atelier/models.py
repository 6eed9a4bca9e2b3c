from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Commission(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    price = db.Column(db.Numeric(10, 2))
    status = db.Column(db.String(12), default="open")
    mollie_id = db.Column(db.String(40), unique=True)
