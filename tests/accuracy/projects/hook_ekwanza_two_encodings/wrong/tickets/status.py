"""The provider's numbers in our own words; what is not known is not paid."""

_WORDS = {0: "pending", 1: "paid", 3: "expired", 4: "failed", 5: "failed"}


def normalise_status(raw):
    return _WORDS.get(int(raw), "pending")
