from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Fare(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    amount = db.Column(db.Integer)
    phone = db.Column(db.String(15))
    checkout_id = db.Column(db.String(60))
