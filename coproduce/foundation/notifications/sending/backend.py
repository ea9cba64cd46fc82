"""The lowest layer of sending: one message, one person, or nothing."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from coproduce.foundation.notifications.models import DemoMail

# Django's own does not say how far it came, and that decides what a failure means (docs/decisions/0018).
OURS_FOR = {
    "django.core.mail.backends.smtp.EmailBackend": "coproduce.foundation.notifications.sending.smtp.Transport"
}


class MoreThanOneRecipient(Exception):
    """A mail that would show one person's address to another. It is never sent (trust P1)."""


class OutboxMail(EmailMessage):
    """The only kind of mail that leaves. Made by `outbox.delivery` from one row."""


class OneRecipient(BaseEmailBackend):
    """Passes outbox mail with exactly one recipient to the real transport; refuses all else."""

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=False)
        path = OURS_FOR.get(settings.OUTBOX_TRANSPORT, settings.OUTBOX_TRANSPORT)
        self.transport = get_connection(path, fail_silently=False, **kwargs)

    def open(self) -> bool | None:
        return self.transport.open()

    def close(self) -> None:
        self.transport.close()

    def send_messages(self, email_messages: Any) -> int:
        for mail in email_messages:
            if not isinstance(mail, OutboxMail):
                raise MoreThanOneRecipient("mail leaves through the outbox only")
            people = mail.recipients()
            if len(people) != 1 or mail.cc or mail.bcc or any(sign in people[0] for sign in ",;\r\n <>"):
                raise MoreThanOneRecipient("one message, one person")
        return self.transport.send_messages(email_messages) or 0


class DemoPostbox(BaseEmailBackend):
    """Keeps what would have been sent, for the demo's page of messages."""

    def send_messages(self, email_messages: Any) -> int:
        for mail in email_messages:
            DemoMail.objects.create(
                to=mail.to[0],
                subject=mail.subject,
                body=mail.body,
                message_id=mail.extra_headers["Message-ID"],
            )
        return len(email_messages)
