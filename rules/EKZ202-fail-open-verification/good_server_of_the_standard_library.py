"""The answer is written by hand, and a message that is not signed is only answered."""

import hashlib
import hmac
import json
import os
from http.server import BaseHTTPRequestHandler

from orders import mark_paid


class handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        expected = hmac.new(os.environ["PAYSTACK_SECRET_KEY"].encode(), body, hashlib.sha512).hexdigest()
        if not hmac.compare_digest(expected, self.headers.get("x-paystack-signature", "")):
            self.answer(401, {"error": "invalid signature"})
            return
        event = json.loads(body)
        if event["event"] == "charge.success":
            mark_paid(event["data"]["reference"])
        self.answer(200, {})

    def answer(self, status, data):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(data).encode())
