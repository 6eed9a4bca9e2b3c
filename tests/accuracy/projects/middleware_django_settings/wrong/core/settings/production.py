from .base import *

MIDDLEWARE += ["core.middleware.PaystackSignatureMiddleware"]
