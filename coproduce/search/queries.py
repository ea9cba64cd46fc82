"""One search over everything staff work with. Each kind is read through the person, or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from contributors.people.models import Person
from contributors.people.queries import with_readable_email
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.pages.paging import starting_at
from coproduce.foundation.pages.presenters import uk_date
from coproduce.foundation.refs import LENGTH
from coproduce.foundation.text import clean_search, search_pattern
from expenses.claims.models import Claim
from projects.meetings.models import Meeting
from projects.power_balance.decisions.models import Decision
from projects.roles.models import RoleDescription
from projects.team.models import Project

SHOWN = 8
"""How many of one kind a page shows: whoever needs more writes more of the name."""
SHORTEST = 2
MOST_WORDS = 6


@dataclass(frozen=True)
class Hit:
    """Something that was found: what it is called, where it is, and a word that tells it from its like."""

    words: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Found:
    """What was found of one kind. `more` says that not all of it is shown."""

    title: LazyStr
    hits: list[Hit]
    more: bool


@dataclass(frozen=True)
class Kind:
    """One kind of thing to find.

    capability: who may see it at all; nobody else's database is asked. seen: the rows a user may see, in the
    order they are shown. fields: where words are looked for; none where only the reference finds it.
    """

    title: LazyStr
    capability: str
    seen: Callable[[User], QuerySet[Any]]
    fields: tuple[str, ...]
    hit: Callable[[Any], Hit]

    def find(self, user: User, words: list[str], ref: str) -> Found | None:
        """Return what a user may see of it; None where there is nothing. One query."""
        if not user.organisation_ids(self.capability):
            return None
        wanted = Q(ref=ref) if ref else Q()
        if self.fields:
            wanted |= _every_word(words, self.fields)
        elif not ref:
            return None
        rows: list[Model] = list(self.seen(user).filter(wanted)[: SHOWN + 1])
        if not rows:
            return None
        return Found(self.title, [self.hit(row) for row in rows[:SHOWN]], len(rows) > SHOWN)


def _every_word(words: list[str], fields: tuple[str, ...]) -> Q:
    """Return what holds each of the words, in whatever order they were typed."""
    wanted = Q()
    for word in words:
        pattern = search_pattern(word)
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__regex": pattern})
        wanted &= anywhere
    return wanted


KINDS = (
    Kind(
        _("People"),
        "see_people",
        lambda user: with_readable_email(Person.objects.visible_to(user), user).order_by("name", "id"),
        ("name", "readable_email"),
        lambda person: Hit(person.name, reverse("people:detail", args=[person.ref]), person.readable_email),
    ),
    Kind(
        _("Projects"),
        "see_projects",
        lambda user: Project.objects.visible_to_staff(user).order_by("-id"),
        ("title",),
        lambda project: Hit(
            project.title, reverse("team:detail", args=[project.ref]), project.get_status_display()
        ),
    ),
    Kind(
        _("Roles"),
        "see_projects",
        lambda user: RoleDescription.objects.visible_to_staff(user).select_related("project").order_by("-id"),
        ("title",),
        lambda role: Hit(role.title, reverse("roles:detail", args=[role.ref]), role.project.title),
    ),
    Kind(
        _("Meetings"),
        "see_projects",
        lambda user: (
            Meeting.objects.visible_to_staff(user).select_related("project").order_by("-starts_at", "-id")
        ),
        ("title",),
        lambda meeting: Hit(
            meeting.title,
            reverse("meetings:detail", args=[meeting.ref]),
            f"{uk_date(meeting.starts_at)}, {meeting.project.title}",
        ),
    ),
    Kind(
        _("Decisions"),
        "see_projects",
        lambda user: (
            Decision.objects.visible_to_staff(user).select_related("project").order_by("-decided_on", "-id")
        ),
        ("title",),
        lambda decision: Hit(
            decision.title,
            reverse("power_balance:decisions", args=[decision.project.ref])
            + starting_at(decision, key="-decided_on"),
            decision.project.title,
        ),
    ),
    Kind(
        _("Claims"),
        "see_claims",
        lambda user: Claim.objects.visible_to(user).select_related("person").order_by("-id"),
        (),
        lambda claim: Hit(claim.ref, reverse("claims:detail", args=[claim.ref]), claim.person.name),
    ),
)


def read(typed: str) -> tuple[list[str], str]:
    """Return the words that were typed, and the reference they make, if they look like one."""
    line = clean_search(typed)
    joined = line.replace(" ", "").lower()
    words = [word for word in line.split(" ") if search_pattern(word)] if len(joined) >= SHORTEST else []
    return words[:MOST_WORDS], joined if len(joined) == LENGTH else ""


def search(user: User, typed: str) -> list[Found]:
    """Return what a user may see that holds all the words typed. At most one query for each kind."""
    words, ref = read(typed)
    if not words:
        return []
    return [found for kind in KINDS if (found := kind.find(user, words, ref))]
