from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class MenuItem(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    price = db.Column(db.Numeric(8, 2), nullable=False)
    rating = db.Column(db.Float)


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    subtotal = db.Column(db.Numeric(8, 2), nullable=False)
    total = db.Column(db.Float, nullable=False)  # ekz: EKZ102
    distance_km = db.Column(db.Float)
    razorpay_id = db.Column(db.String(40))
