from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Pedido(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    total = db.Column(db.Numeric(10, 2))
    preferencia = db.Column(db.String(60))
    estado = db.Column(db.String(12), default="pendente")
