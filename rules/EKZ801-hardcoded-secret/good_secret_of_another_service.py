"""The secret is one of a login service, and none of the provider that the module speaks of."""

import os

import razorpay

KEYCLOAK_CLIENT_SECRET_KEY = "Zk3vQ9rT1mXw7LpB4nYc"
client = razorpay.Client(auth=(os.environ["RAZORPAY_KEY_ID"], os.environ["RAZORPAY_KEY_SECRET"]))
