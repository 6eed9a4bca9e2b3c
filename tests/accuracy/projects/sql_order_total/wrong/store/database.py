import sqlite3

from flask import g


def connection():
    if "db" not in g:
        g.db = sqlite3.connect("store.db")
        g.db.row_factory = sqlite3.Row
    return g.db
