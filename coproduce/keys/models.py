from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy


class KeyMark(models.Model):
    """A key that rows may need: by its id, with a proof of what the key is, which does not give it away.

    It says at every start whether the settings still hold that key. Rotation takes it away once no
    row needs it.
    """

    setting = models.CharField(_("setting"), max_length=30)
    key_id = models.CharField(_("key"), max_length=20)
    proof = models.CharField(max_length=64)
    since = models.DateTimeField(_("since"), default=clock.now)

    privacy = Privacy(internal="id setting key_id since", secret="proof")

    class Meta:
        verbose_name = _("key in use")
        verbose_name_plural = _("keys in use")
        ordering = ["setting", "id"]
        constraints = [models.UniqueConstraint(fields=["setting", "key_id"], name="key_is_marked_once")]

    def __str__(self) -> str:
        return f"{self.setting} {self.key_id}"
