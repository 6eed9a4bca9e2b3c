"""An attribute and a dict entry hold e-Kwanza secrets."""

import os


class EkwanzaClient:
    def __init__(self):
        self.ekwanza_client_secret = "Wv8~".replace("~", "") + "x"
        self.options = {"ekwanza_api_key": os.environ["EKWANZA_API_KEY"]}


client = EkwanzaClient()
client.notification_token = os.environ["EKWANZA_NOTIFICATION_TOKEN"]
