from chama.extensions import db


class Member(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    savings = db.Column(db.Numeric(12, 2), default=0)


class Contribution(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    member_id = db.Column(db.Integer, db.ForeignKey("member.id"))
    member = db.relationship("Member")
    amount = db.Column(db.Numeric(12, 2))
    reference = db.Column(db.String(60), index=True)
