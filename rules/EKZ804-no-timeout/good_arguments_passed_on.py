import requests


class FlutterwaveClient:
    api = "https://api.flutterwave.com/v3"
    options = {"timeout": 20}

    def call(self, method, path, **options):
        return requests.request(method, f"{self.api}{path}", **{**self.options, **options})

    def get(self, path, **kwargs):
        return requests.get(f"{self.api}{path}", **kwargs)
