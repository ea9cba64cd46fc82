from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import permissions
from coproduce.foundation.promises.models import Promise, PromiseQuerySet
from projects.meetings.glossary import promises
from projects.meetings.glossary.models import Word


def get_word(user: User, ref: str) -> Word:
    """Return a word of a project, for who may explain it. Raises Http404, or PermissionDenied."""
    found = permissions.get_visible_or_404(Word.objects.visible_to_staff(user).select_related("project"), ref)
    permissions.allow(user, "edit_project", found.organisation_id)
    return found


def get_my_word(person: Person, ref: str) -> Word:
    """Return a word of one of a public contributor's projects. Raises Http404."""
    return permissions.get_visible_or_404(
        Word.objects.visible_to_member(person).select_related("project"), ref
    )


def open_promises(word: Word) -> PromiseQuerySet:
    """Return the promises to those who wait for an explanation: for staff only."""
    return Promise.objects.open().about(word).filter(kind=promises.WORD.key)


def explained(project_id: int) -> set[str]:
    """Return the words that a project explains, in small letters."""
    words = Word.objects.listed().filter(project=project_id).exclude(explanation="")
    return set(words.values_list("letters", flat=True))
