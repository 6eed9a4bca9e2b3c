from flask import Flask

from .guards import install
from .payments import payments

app = Flask(__name__)
install(app)
app.register_blueprint(payments, url_prefix="/pay")
