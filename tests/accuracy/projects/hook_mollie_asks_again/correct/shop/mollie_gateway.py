import os

from mollie.api.client import Client

client = Client()
client.set_api_key(os.environ["MOLLIE_API_KEY"])


def is_paid(payment_id):
    return client.payments.get(payment_id).is_paid()
