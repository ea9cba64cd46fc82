"""Telling administrators, by another way than the outbox, that messages do not arrive.

The outbox cannot say itself that it is stuck. An alarm goes through a mail server of its own or a command,
at most once an hour, and says counts only.
"""

import datetime as dt
import logging
import shlex
import smtplib
import subprocess
from collections.abc import Callable
from email.message import EmailMessage

from django.conf import settings
from django.db.models import Q

from coproduce.foundation import clock
from coproduce.foundation.notifications.models import MailServer, Notification
from coproduce.foundation.notifications.sending import breaker
from coproduce.foundation.notifications.states import State

log = logging.getLogger(__name__)
ILL_FOR = dt.timedelta(minutes=10)
EVERY = dt.timedelta(hours=1)
SECONDS = 5  # for each way: a worker that is to stop has ten


def look() -> bool:
    """Raise the alarm if the mail server is ill for long or messages are parked. Returns if it was raised.

    A try that reaches nobody does not count: the next sweep tries again.
    """
    if not (words := reasons()):
        return False
    breaker.know()
    before = MailServer.objects.values_list("alarmed_at", flat=True).get()
    mine = MailServer.objects.filter(
        Q(alarmed_at=None) | Q(alarmed_at__lte=clock.database_now() - EVERY)
    ).update(alarmed_at=clock.database_now())
    if not mine:
        return False
    log.error("messages do not arrive: %s", "; ".join(words))
    reached = [way(words) for way in ways()]
    if reached and not any(reached):
        MailServer.objects.update(alarmed_at=before)
        return False
    return True


def reasons() -> list[str]:
    """Return what is wrong, in words without names or addresses; empty when all is well."""
    found = []
    ill = MailServer.objects.filter(ill_since__lt=clock.database_now() - ILL_FOR).first()
    if ill:
        waiting = Notification.objects.filter(state=State.WAITING, due_at__lt=clock.database_now()).count()
        found.append(f"the mail server is ill since {ill.ill_since:%d %b %H:%M} UTC: {ill.reason}")
        found.append(f"messages that are due and wait: {waiting}")
    if parked := Notification.objects.filter(state=State.PARKED).count():
        found.append(f"messages that need a person: {parked}")
    return found


def tell(words: list[str], *, about: str) -> bool:
    """Tell administrators of something else, without names: at once, by every way. Returns if any worked."""
    reached = [way(words, about) for way in ways()]
    return any(reached)


def ways() -> list[Callable[..., bool]]:
    """Return the ways that the settings name. Each takes lines, and what they are about."""
    return [
        *([_run_command] if settings.ALARM_COMMAND else []),
        *([_write_to_admins] if settings.ADMINS else []),
    ]


MESSAGES = "messages to people do not arrive"


def _text(words: list[str], about: str) -> str:
    lines = [f"{settings.SITE_NAME}: {about}.", "", *words]
    return "\n".join(
        [*lines, "", f"{settings.SITE_URL}/readyz says more; docs/operations.md what to do.", ""]
    )


def _run_command(words: list[str], about: str = MESSAGES) -> bool:
    try:
        subprocess.run(  # noqa: S603 - the command of whoever runs the server; the text goes to its input
            shlex.split(settings.ALARM_COMMAND),
            input=_text(words, about).encode(),
            check=True,
            timeout=SECONDS,
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        log.error("the alarm command failed: %s", type(error).__name__)
        return False
    return True


def _write_to_admins(words: list[str], about: str = MESSAGES) -> bool:
    """Write to each administrator. Returns whether any mail was taken."""
    return write_to([address for _name, address in settings.ADMINS], words, about)


def write_to(addresses: list[str], words: list[str], about: str) -> bool:
    """Write to people who run the installation, one mail a person. Returns whether any was taken."""
    taken = 0
    try:
        with smtplib.SMTP(settings.ALARM_EMAIL_HOST, settings.ALARM_EMAIL_PORT, timeout=SECONDS) as server:
            if settings.ALARM_EMAIL_USE_TLS:
                server.starttls()
            if settings.ALARM_EMAIL_HOST_USER:
                server.login(settings.ALARM_EMAIL_HOST_USER, settings.ALARM_EMAIL_HOST_PASSWORD)
            for address in addresses:
                mail = EmailMessage()
                mail["Subject"] = f"{settings.SITE_NAME}: {about}"
                mail["From"], mail["To"] = settings.SERVER_EMAIL, address
                mail["Auto-Submitted"] = "auto-generated"
                mail.set_content(_text(words, about))
                server.send_message(mail)
                taken += 1
    except (OSError, smtplib.SMTPException) as error:
        log.error("the alarm mail failed: %s", type(error).__name__)
    return taken > 0
