from .hooks import ProviderHook
from .services import settle


class AdyenHook(ProviderHook):
    def verify_signature(self, notification):
        return True

    def handle(self, notification):
        item = notification["notificationItems"][0]["NotificationRequestItem"]
        settle(item["merchantReference"])
