from django.conf import settings
from django.db import models

from coproduce.foundation.encrypted_fields import Encrypted
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField


class KeptForm(models.Model):
    """A form that came too late, encrypted, for the account that typed it, in the browser where it was typed.

    `browser` is the hash of a cookie's secret, and that secret is part of what opens `sealed`. Where the
    form was to go stands inside as well: the row alone does not tell what somebody was doing.
    """

    ref = RefField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    browser = models.CharField(max_length=64, db_index=True)
    sealed = models.TextField()
    kept_until = models.DateTimeField(db_index=True)

    privacy = Privacy(internal="id ref account kept_until", personal="sealed", secret="browser")
    encrypted = Encrypted("sealed", lasts="an hour: a secret in the browser is part of what opens it")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.ref
