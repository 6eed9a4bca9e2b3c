"""Key and secret are given to the client as literals; the key's id may be seen by everybody, the secret may not."""

import razorpay

client = razorpay.Client(auth=("rzp_test_Hq7vK2mXp9LzTb", "n4Wc8QzR2tLx6YpKf1VbJ7Gd"))  # ekz: EKZ801
