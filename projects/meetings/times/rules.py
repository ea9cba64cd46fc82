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
    def silent_staff(self) -> int:
        """How many staff have not told us when they can come."""
        return self.of_staff - self.told_staff

    @property
    def sentence(self) -> str:
        """Say who told us, and whom of those the time leaves out.

        "3 of 5 public contributors and 3 of 3 staff have told us when they can come. Of those, this time
        leaves out 2 of 3 public contributors and none of the 3 staff."
        """
        if not self.sides:
            return f"{self.told_sentence} {_('So we do not know who can come at this time.')}"
        whom = _(" and ").join(self.sides)
        if self.everybody_told:
            return _("This time leaves out %(whom)s.") % {"whom": whom}
        words = _("Of those, this time leaves out %(whom)s.") % {"whom": whom}
        return f"{self.told_sentence} {words}"

    @property
    def in_short(self) -> str:
        """The same for a cell of a table."""
        return ", ".join(self.sides) if self.sides else _("nobody has told us yet")

    @property
    def told_sentence(self) -> str:
        """How many of each side have told us when they can come."""
        if not (self.told_public or self.told_staff):
            return _("Nobody has told us yet when they can come.")
        if self.everybody_told:
            return _("Everyone who is asked has told us when they can come.")
        public = ngettext(
            "%(n)s of %(all)s public contributor", "%(n)s of %(all)s public contributors", self.of_public
        )
        sides = [public % {"n": self.told_public, "all": self.of_public}] if self.of_public else []
        if self.of_staff:
            sides.append(_("%(n)s of %(all)s staff") % {"n": self.told_staff, "all": self.of_staff})
        return _("%(who)s have told us when they can come.") % {"who": _(" and ").join(sides)}

    @property
    def sides(self) -> list[str]:
        """Whom it leaves out, in words, of each side of which anybody has told us."""
        sides = [self.public_words] if self.told_public else []
        return [*sides, self.staff_words] if self.told_staff else sides

    @property
    def public_words(self) -> str:
        if self.public or self.told_public == 1:
            words = ngettext(
                "%(n)s of %(all)s public contributor",
                "%(n)s of %(all)s public contributors",
                self.told_public,
            )
            return words % {"n": self.public, "all": self.told_public}
        return _("none of the %(all)s public contributors") % {"all": self.told_public}

    @property
    def staff_words(self) -> str:
        if self.staff or self.told_staff == 1:
            return _("%(n)s of %(all)s staff") % {"n": self.staff, "all": self.told_staff}
        return _("none of the %(all)s staff") % {"all": self.told_staff}
