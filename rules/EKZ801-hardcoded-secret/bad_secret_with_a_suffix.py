"""The second account's secret is a secret as well."""

MPESA_BASE = "https://api.safaricom.co.ke"
CONSUMER_SECRET_2 = "Zk3vQ9rT1mXw7LpB4nYc"  # ekz: EKZ801
