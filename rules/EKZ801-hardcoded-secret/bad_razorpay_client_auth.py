"""Key and secret are given to the client as literals."""

import razorpay

client = razorpay.Client(auth=("rzp_test_Hq7vK2mXp9LzTb", "unused"))  # ekz: EKZ801
