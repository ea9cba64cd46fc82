from django.conf import settings
from django.db import models

from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy


class IdempotencyKey(models.Model):
    """A form token that was used, by whom, and where the answer sent them."""

    token = models.CharField(max_length=32)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    path = models.CharField(max_length=200)
    result = models.CharField(max_length=500, blank=True)
    spent_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id user path result spent_at", secret="token")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "user", "path"], name="form_token_spent_once")
        ]

    def __str__(self) -> str:
        return self.path
