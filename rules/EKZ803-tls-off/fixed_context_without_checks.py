import json
import ssl
import urllib.request


def paypal_order(order_id, token):
    context = ssl.create_default_context()
    context.check_hostname = True
    context.verify_mode = ssl.CERT_REQUIRED
    request = urllib.request.Request(
        f"https://api-m.paypal.com/v2/checkout/orders/{order_id}", headers={"Authorization": f"Bearer {token}"}
    )
    with urllib.request.urlopen(request, timeout=15, context=context) as answer:
        return json.load(answer)
