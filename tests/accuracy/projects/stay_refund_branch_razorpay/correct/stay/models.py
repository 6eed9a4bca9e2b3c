from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Room(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    free = db.Column(db.Integer, default=0)


class Booking(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    order_id = db.Column(db.String(40), unique=True)
    payment_id = db.Column(db.String(40), unique=True)
    room_id = db.Column(db.ForeignKey("room.id"))
    room = db.relationship("Room")
    status = db.Column(db.String(12), default="pending")
