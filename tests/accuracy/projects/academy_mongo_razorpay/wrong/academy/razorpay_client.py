import os

import razorpay

client = razorpay.Client(auth=(os.environ["RAZORPAY_KEY_ID"], os.environ["RAZORPAY_KEY_SECRET"]))
webhook_secret = os.environ["RAZORPAY_WEBHOOK_SECRET"]
