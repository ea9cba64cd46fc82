"""How many people a time leaves out, in words, of those who told us when they can come.

Counts only: who it is and why stays with the people themselves (level-playing-field.md, indicator 3).
Whoever has not told us is counted as such: silence is never "can come".
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class LeftOut:
    """How many of each side cannot come at a time, and how many of each side told us when they can come."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    public: int
    of_public: int
    staff: int
    of_staff: int
    told_public: int
    told_staff: int

    @property
    def nobody(self) -> bool:
        """Whether nobody who told us is left out. Of the others it says nothing: see `everybody_told`."""
        return not (self.public or self.staff)

    @property
    def everybody_told(self) -> bool:
        return (self.told_public, self.told_staff) == (self.of_public, self.of_staff)

    @property
    def silent_public(self) -> int:
        """How many public contributors have not told us when they can come."""
        return self.of_public - self.told_public

    @property
    def sentence(self) -> str:
        """Say who told us, and whom of those the time leaves out.

        "3 of 5 public contributors and all 3 staff have told us when they can come. Of those, this time
        leaves out 2 public contributors and no staff."
        """
        if not (self.told_public or self.told_staff):
            return f"{self.told_sentence} {_('So we do not know who can come at this time.')}"
        left_out = {"public": self.public_words, "staff": self.staff_words}
        if self.everybody_told:
            words = _("This time leaves out %(public)s and %(staff)s.") % left_out
        else:
            words = _("Of those, this time leaves out %(public)s and %(staff)s.") % left_out
        return f"{self.told_sentence} {words}"

    @property
    def told_sentence(self) -> str:
        return told_sentence(self.told_public, self.of_public, self.told_staff, self.of_staff)

    @property
    def in_short(self) -> str:
        """The same for a cell of a table."""
        if not (self.told_public or self.told_staff):
            return _("nobody has told us yet")
        return f"{self.public_words}, {self.staff_words}"

    @property
    def public_words(self) -> str:
        if not self.told_public and self.of_public:
            return _("nobody knows how many public contributors")
        words = ngettext("%(n)s public contributor", "%(n)s public contributors", self.public)
        return words % {"n": self.public} if self.public else _("no public contributor")

    @property
    def staff_words(self) -> str:
        if not self.told_staff and self.of_staff:
            return _("nobody knows how many staff")
        return _("%(n)s staff") % {"n": self.staff} if self.staff else _("no staff")


def told_sentence(told_public: int, of_public: int, told_staff: int, of_staff: int) -> str:
    """Say how many of each side have told us when they can come."""
    if not (told_public or told_staff):
        return _("Nobody has told us yet when they can come.")
    if (told_public, told_staff) == (of_public, of_staff):
        return _("Everybody who is asked has told us when they can come.")
    public = ngettext(
        "%(n)s of %(all)s public contributor", "%(n)s of %(all)s public contributors", of_public
    ) % {"n": told_public, "all": of_public}
    staff = _("%(n)s of %(all)s staff") % {"n": told_staff, "all": of_staff}
    return _("%(public)s and %(staff)s have told us when they can come.") % {"public": public, "staff": staff}
