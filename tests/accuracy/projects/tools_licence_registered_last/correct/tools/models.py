from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Licence(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner = db.Column(db.String(120))


class WebhookEvent(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    event_id = db.Column(db.String(80), unique=True, nullable=False)
