from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.privacy import Privacy

if TYPE_CHECKING:
    from contributors.accounts.devices.sessions import SessionStore


class Machine(models.TextChoices):
    IPHONE = "iphone", _("an iPhone")
    IPAD = "ipad", _("an iPad")
    ANDROID_PHONE = "android_phone", _("an Android phone")
    ANDROID_TABLET = "android_tablet", _("an Android tablet")
    WINDOWS = "windows", _("a Windows computer")
    MAC = "mac", _("a Mac")
    CHROMEBOOK = "chromebook", _("a Chromebook")
    LINUX = "linux", _("a Linux computer")
    OTHER = "other", _("a phone or computer")


class Device(AbstractBaseSession):
    """One session, with what its owner may read of it: on what, since when, used when.

    It is Django's own row of a session (SESSION_ENGINE), so there is no second row to keep in step: what
    ends the one ends the other. No address of the network is kept.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="devices", verbose_name=_("account")
    )
    browser = models.CharField(_("browser"), max_length=20, blank=True)
    machine = models.CharField(_("machine"), max_length=20, choices=Machine, default=Machine.OTHER)
    kept = models.BooleanField(_("stays signed in"), default=False)
    signed_in_at = models.DateTimeField(_("signed in"), null=True)
    last_used_at = models.DateTimeField(_("last used"), null=True)

    privacy = Privacy(
        internal="account expire_date kept signed_in_at",
        personal="browser machine last_used_at",
        secret="session_key session_data",
    )

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        verbose_name = _("signed-in device")  # type: ignore[assignment]  # the stubs know no lazy words here
        verbose_name_plural = _("signed-in devices")  # type: ignore[assignment]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(machine__in=Machine.values), name="device_machine_known"
            )
        ]

    def __str__(self) -> str:
        browser = self.browser or _("A browser")
        return str(_("%(browser)s on %(machine)s")) % {
            "browser": browser,
            "machine": self.get_machine_display(),
        }

    @classmethod
    def get_session_store_class(cls) -> "type[SessionStore]":
        from contributors.accounts.devices.sessions import SessionStore  # it names this model

        return SessionStore

    @property
    def mark(self) -> str:
        """What stands for this device in a form: its key would open the session."""
        return mark_of(self.session_key)


def mark_of(session_key: str | None) -> str:
    """Return what stands for a session key on a page. It cannot be turned back."""
    return salted_hmac("contributors.accounts.devices", session_key or "", algorithm="sha256").hexdigest()
