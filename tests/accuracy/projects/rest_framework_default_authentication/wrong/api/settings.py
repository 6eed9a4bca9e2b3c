import os

FLUTTERWAVE_SECRET_HASH = os.environ["FLUTTERWAVE_SECRET_HASH"]
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.authentication.FlutterwaveAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
}
