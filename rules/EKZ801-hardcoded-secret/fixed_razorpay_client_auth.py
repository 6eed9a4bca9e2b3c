"""Key and secret are given to the client as literals; the key's id may be seen by everybody, the secret may not."""

import os

import razorpay

client = razorpay.Client(auth=("rzp_test_Hq7vK2mXp9LzTb", os.environ["RAZORPAY_KEY_SECRET"]))
