import stripe


def session_of(session_id):
    return stripe.checkout.Session.retrieve(session_id, expand=["line_items"])


def is_paid(session):
    return session.payment_status == "paid"
