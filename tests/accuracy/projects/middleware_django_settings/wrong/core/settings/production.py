from .base import *  # noqa: F403

MIDDLEWARE += ["core.middleware.PaystackSignatureMiddleware"]  # noqa: F405
