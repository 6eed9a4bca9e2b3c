import stripe


def session_of(session_id):
    return stripe.checkout.Session.retrieve(session_id, expand=["line_items"])
