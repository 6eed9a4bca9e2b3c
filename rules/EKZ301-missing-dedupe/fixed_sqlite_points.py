"""The table is updated by hand in SQLite, by every delivery of the charge."""

import hashlib
import hmac
import os
import sqlite3

from flask import Flask, jsonify, request

app = Flask(__name__)


def connect() -> sqlite3.Connection:
    connection = sqlite3.connect(os.environ["DATABASE"], timeout=20)
    connection.execute("CREATE TABLE IF NOT EXISTS members (email TEXT PRIMARY KEY, points INTEGER DEFAULT 0)")
    connection.execute("CREATE TABLE IF NOT EXISTS webhook_events (event_id VARCHAR(255) PRIMARY KEY)")
    return connection


@app.post("/paystack")
def paystack_webhook():
    digest = hmac.new(os.environ["PAYSTACK_SECRET_KEY"].encode(), request.get_data(), hashlib.sha512).hexdigest()
    if not hmac.compare_digest(digest, request.headers.get("x-paystack-signature", "")):
        return jsonify(error="signature"), 401
    event = request.get_json()
    if event["event"] == "charge.success":
        data = event["data"]
        connection = connect()
        inserted = connection.execute(
            "INSERT INTO webhook_events (event_id) VALUES (?) ON CONFLICT DO NOTHING",
            (f"paystack:{data['reference']}",),
        )
        if inserted.rowcount == 0:
            connection.close()
            return jsonify(status="ok")
        connection.execute(
            "UPDATE members SET points = points + ? WHERE email = ?",
            (data["amount"] // 100, data["customer"]["email"]),
        )
        connection.commit()
        connection.close()
    return jsonify(status="ok")
