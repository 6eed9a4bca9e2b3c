"""PayPal's words in ours."""

from paypal.standard.models import ST_PP_COMPLETED


def is_completed(message):
    """Whether PayPal has the money."""
    return message.payment_status == ST_PP_COMPLETED
