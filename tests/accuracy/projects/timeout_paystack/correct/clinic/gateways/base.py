import requests


class HttpGateway:
    base_url = ""

    def call(self, method, path, **options):
        options.setdefault("timeout", 20)
        answer = requests.request(method, self.base_url + path, headers=self.headers(), **options)
        answer.raise_for_status()
        return answer.json()

    def headers(self):
        return {}
