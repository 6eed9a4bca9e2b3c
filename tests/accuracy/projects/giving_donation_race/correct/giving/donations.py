from giving.models import Donation


def record(data):
    if Donation.objects.filter(reference=data["reference"]).exists():
        return
    Donation.objects.create(reference=data["reference"], kobo=data["amount"], email=data["customer"]["email"])
