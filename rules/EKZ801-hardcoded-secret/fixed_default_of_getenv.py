"""The default of a look-up in the environment is in the source all the same."""

import os

PAYSTACK_SECRET_KEY = os.environ["PAYSTACK_SECRET_KEY"]
