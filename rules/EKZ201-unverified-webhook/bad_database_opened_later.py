"""The database's variable holds None until the program starts."""

import os

from flask import Flask, jsonify, request
from pymongo import MongoClient

app = Flask(__name__)
mongo = None


def start():
    global mongo
    mongo = MongoClient(os.environ["MONGO_URL"])["shop"]


@app.post("/mpesa/signup-callback")
def mpesa_signup_callback():  # ekz: EKZ201
    told = request.get_json()["Body"]["stkCallback"]
    payment = mongo.signups.find_one({"checkout": told["CheckoutRequestID"]})
    if payment and str(told["ResultCode"]) == "0":  # ekz: EKZ401
        mongo.accounts.update_one({"_id": payment["account"]}, {"$set": {"state": "active"}})
    return jsonify({"ResultCode": 0})
