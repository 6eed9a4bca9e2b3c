"""What Safaricom sends, in our own words."""


def parse(body):
    callback = body["Body"]["stkCallback"]
    return callback["CheckoutRequestID"], str(callback["ResultCode"]) == "0"
