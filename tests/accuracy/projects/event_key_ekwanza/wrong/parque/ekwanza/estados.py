_ESTADOS = {"0": "pending", "1": "paid", "3": "expired", "4": "failed", "5": "failed"}


def normalise_status(bruto):
    return _ESTADOS.get(str(bruto), "unknown")
