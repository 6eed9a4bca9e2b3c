"""Mail to customers."""

import smtplib
from email.message import EmailMessage

from . import settings


def send(to: str, subject: str, text: str) -> None:
    """Send a mail; without a mail server it is only printed."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.MAIL_FROM, to, subject
    message.set_content(text)
    if not settings.SMTP_HOST:
        print(f"mail to {to}: {subject}")
        return
    with smtplib.SMTP(settings.SMTP_HOST) as server:
        server.send_message(message)
