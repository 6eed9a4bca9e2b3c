"""The default of a look-up in the environment is in the source all the same."""

import os

PAYSTACK_SECRET_KEY = os.getenv("PAYSTACK_SECRET_KEY", "q8Zr5TnW2xKc7VbM4LpJ9sDf")  # ekz: EKZ801
