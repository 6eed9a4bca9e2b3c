"""Settings from the environment."""

import os

FLW_PUBLIC_KEY = os.environ.get("FLW_PUBLIC_KEY", "FLWPUBK_TEST-8c1d7e2f9a4b-X")
FLW_SECRET_KEY = os.environ["FLW_SECRET_KEY"]
FLW_SECRET_HASH = os.environ.get("FLW_SECRET_HASH", "your_secret_hash")
