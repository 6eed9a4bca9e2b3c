from .hooks import ProviderHook
from .services import settle


class AdyenHook(ProviderHook):
    def is_signed(self, notification):
        return True

    def handle(self, notification):
        item = notification["notificationItems"][0]["NotificationRequestItem"]
        settle(item["merchantReference"])
