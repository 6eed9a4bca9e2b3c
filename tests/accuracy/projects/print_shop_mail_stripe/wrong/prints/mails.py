from django.core.mail import EmailMessage
from django.template.loader import render_to_string


def confirm(purchase):
    body = render_to_string("prints/paid.txt", {"purchase": purchase})
    EmailMessage("Your print is on its way", body, to=[purchase.buyer_email]).send()
