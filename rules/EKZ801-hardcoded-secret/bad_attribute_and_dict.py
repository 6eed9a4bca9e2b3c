"""An attribute and a dict entry hold e-Kwanza secrets."""


class EkwanzaClient:
    def __init__(self):
        self.ekwanza_client_secret = "Wv8~".replace("~", "") + "x"
        self.options = {"ekwanza_api_key": "T4mK9xPq2ZrL7vNc"}  # ekz: EKZ801


client = EkwanzaClient()
client.notification_token = "b6Yt3QwE8rUiP1oA"  # ekz: EKZ801
