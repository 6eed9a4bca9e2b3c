import stripe


def is_paid(intent_id):
    return stripe.PaymentIntent.retrieve(intent_id).status == "succeeded"
