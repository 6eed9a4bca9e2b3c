"""Every delivery of a Razorpay refund returns the seats of the booking to the trip once again."""

import os

import razorpay
from flask import Blueprint, current_app, jsonify, request

from .extensions import db

payments = Blueprint("payments", __name__, url_prefix="/payments")
client = razorpay.Client(auth=(os.environ["RAZORPAY_KEY_ID"], os.environ["RAZORPAY_KEY_SECRET"]))


class Trip(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    free_seats = db.Column(db.Integer, nullable=False)


class Booking(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    razorpay_payment_id = db.Column(db.String(40), unique=True)
    trip_id = db.Column(db.ForeignKey("trip.id"))
    seats = db.Column(db.Integer, nullable=False)
    state = db.Column(db.String(16), default="booked")


@payments.route(
    "/razorpay",
    methods=["POST"],
)
def razorpay_hook():
    body = request.get_data(as_text=True)
    signature = request.headers.get("X-Razorpay-Signature", "")
    client.utility.verify_webhook_signature(body, signature, os.environ["RAZORPAY_WEBHOOK_SECRET"])

    event = request.get_json()
    if event["event"] != "refund.processed":
        return jsonify(ok=True)
    payment_id = event["payload"]["refund"]["entity"]["payment_id"]
    booking = Booking.query.filter_by(razorpay_payment_id=payment_id).with_for_update().first()
    if booking is None:
        current_app.logger.warning("refund of an unknown payment %s", payment_id)
        return jsonify(ok=True)
    if booking.state == "refunded":
        return jsonify(ok=True)
    booking.state = "refunded"
    trip = db.session.get(Trip, booking.trip_id)
    trip.free_seats = trip.free_seats + booking.seats
    db.session.commit()
    return jsonify(ok=True)
