from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.meetings.glossary.models import Word


def which_word(message: Notification) -> dict[str, str]:
    """Return which word was explained. It stays on the page: it may tell what a project is about."""
    return {"ref": Word.objects.get(pk=message.subject_id).ref}


WORD_EXPLAINED = kinds.register(
    NotificationKind(
        "meetings/word_explained", says=_("A word is explained"), context=which_word, expires=A_FORTNIGHT
    )
)
