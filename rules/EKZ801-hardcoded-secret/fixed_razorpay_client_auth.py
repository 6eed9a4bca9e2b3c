"""Key and secret are given to the client as literals."""

import os

import razorpay

client = razorpay.Client(auth=(os.environ["RAZORPAY_KEY_ID"], "unused"))
