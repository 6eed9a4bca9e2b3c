from flask import Blueprint

hooks = Blueprint("hooks", __name__)

from . import routes  # noqa: E402, F401
