"""Notes about a person, the two kinds apart."""

from contributors.accounts.models import User
from contributors.people.models import Connection, Person, PersonNote

SHOWN = 20


def notes_about(person: Person, user: User) -> dict[str, list[PersonNote]]:
    """Return the newest notes: those the person reads too, and those for staff alone. Two queries."""
    rows = PersonNote.objects.visible_to(user).filter(person=person)
    rows = rows.select_related("written_by").prefetch_related("written_by__people")
    found = list(rows[: 2 * SHOWN])
    return {
        "shared": [one for one in found if one.shared][:SHOWN],
        "staff": [one for one in found if not one.shared][:SHOWN],
    }


def organisation_to_note_in(person: Person, user: User) -> int | None:
    """Return the organisation that the user's note would belong to; None where they may write none."""
    if person.account_id == user.pk:
        return None
    known = Connection.objects.filter(person=person, organisation__in=user.organisation_ids("edit_people"))
    return known.order_by("pk").values_list("organisation", flat=True).first()
