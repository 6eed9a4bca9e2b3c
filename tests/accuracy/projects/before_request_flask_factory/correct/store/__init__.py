from hmac import compare_digest

from flask import Flask, abort, request

from .models import db


def create_app():
    app = Flask(__name__)
    app.config.from_prefixed_env()
    db.init_app(app)
    from .hooks import hooks

    @hooks.before_request
    def only_flutterwave():
        if not compare_digest(request.headers.get("verif-hash", ""), app.config["FLUTTERWAVE_SECRET_HASH"]):
            abort(401)

    app.register_blueprint(hooks, url_prefix="/webhooks")
    return app
