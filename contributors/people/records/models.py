"""What was before: a fact about somebody that an organisation brought in from its own records."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from contributors.people.importing.models import PeopleImport
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField


class Record(models.Model):
    """One fact from an organisation's own records, with the file it came in and where that is from."""

    ref = RefField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="%(class)s_records")
    what = models.CharField(_("what for"), max_length=120, blank=True)
    source = models.CharField(_("where this is from"), max_length=200, blank=True)
    imported = models.ForeignKey(PeopleImport, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("brought in"), default=clock.now)

    privacy = Privacy(
        internal="id ref organisation person imported recorded_by recorded_at", personal="what source"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.ref}"
