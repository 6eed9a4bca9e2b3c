from flask import Flask

from .models import db


def create_app():
    app = Flask(__name__)
    app.config.from_prefixed_env()
    db.init_app(app)
    from .hooks import hooks

    @hooks.before_request
    def note():
        app.logger.info("a webhook came in")

    app.register_blueprint(hooks, url_prefix="/webhooks")
    return app
