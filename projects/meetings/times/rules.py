"""How many people a time leaves out, in words.

Counts only: who it is and why stays with the people themselves (level-playing-field.md, indicator 3).
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class LeftOut:
    """How many of each side cannot come at a time."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    public: int
    of_public: int
    staff: int
    of_staff: int

    @property
    def nobody(self) -> bool:
        return not (self.public or self.staff)

    @property
    def sentence(self) -> str:
        """ "This time leaves out 2 of 5 public contributors and none of the 3 staff." """
        return _("This time leaves out %(public)s and %(staff)s.") % {
            "public": self.public_words,
            "staff": self.staff_words,
        }

    @property
    def public_words(self) -> str:
        if self.public or self.of_public == 1:
            words = ngettext(
                "%(n)s of %(all)s public contributor", "%(n)s of %(all)s public contributors", self.of_public
            )
            return words % {"n": self.public, "all": self.of_public}
        return _("none of the %(all)s public contributors") % {"all": self.of_public}

    @property
    def staff_words(self) -> str:
        if self.staff or self.of_staff == 1:
            return _("%(n)s of %(all)s staff") % {"n": self.staff, "all": self.of_staff}
        return _("none of the %(all)s staff") % {"all": self.of_staff}
