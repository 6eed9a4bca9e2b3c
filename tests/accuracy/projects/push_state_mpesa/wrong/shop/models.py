"""Payments by mobile money."""

from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Payment(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    checkout_id = db.Column(db.String(64), unique=True)
    state = db.Column(db.String(16), default="pending")
