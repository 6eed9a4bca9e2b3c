"""Razorpay's words in those of the shop."""

from bookings.models import Booking

STATES = {"captured": Booking.Status.PAID, "failed": Booking.Status.FAILED, "refunded": Booking.Status.FAILED}


def normalise_status(raw):
    """Our state for a status of theirs; what is not known waits."""
    return STATES.get(raw, Booking.Status.PENDING)
