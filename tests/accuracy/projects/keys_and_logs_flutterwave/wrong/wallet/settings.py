"""Settings from the environment."""

import os

FLW_PUBLIC_KEY = os.environ.get("FLW_PUBLIC_KEY", "FLWPUBK_TEST-8c1d7e2f9a4b-X")
FLW_SECRET_KEY = os.environ.get("FLW_SECRET_KEY", "FLWSECK-2c7f1b9e4d6a8035e2f1-X")  # ekz: EKZ801
FLW_SECRET_HASH = os.environ.get("FLW_SECRET_HASH") or "r7Kq2WnZ5xTb8YcL1vPm"  # ekz: EKZ801
