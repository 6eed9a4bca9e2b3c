from decimal import Decimal

PLANS = {"starter": Decimal("4900"), "team": Decimal("14900")}
