from chama.extensions import db
from chama.models import Contribution


def contribution_arrived(checkout_id, receipt):
    contribution = Contribution.query.filter_by(reference=checkout_id).first()
    if contribution is None:
        return
    member = contribution.member
    member.savings = (member.savings or 0) + contribution.amount
    db.session.commit()
