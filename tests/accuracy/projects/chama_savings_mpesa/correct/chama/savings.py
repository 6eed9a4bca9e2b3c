from chama.extensions import db
from chama.models import Contribution


def contribution_arrived(checkout_id, receipt):
    contribution = Contribution.query.filter_by(reference=checkout_id).with_for_update().first()
    if contribution is None:
        return
    # The receipt takes the place of the checkout id: a second callback finds nothing.
    contribution.reference = receipt
    member = contribution.member
    member.savings = (member.savings or 0) + contribution.amount
    db.session.commit()
