from stay.models import Booking, db


def confirm(order_id):
    booking = Booking.query.filter_by(order_id=order_id).with_for_update().first()
    if booking is None or booking.status == "confirmed":
        return
    booking.status = "confirmed"
    booking.room.free -= 1
    db.session.commit()


def refund(payment_id):
    booking = Booking.query.filter_by(payment_id=payment_id).with_for_update().first()
    if booking is None or booking.status == "refunded":
        return
    booking.status = "refunded"
    booking.room.free += 1
    db.session.commit()
