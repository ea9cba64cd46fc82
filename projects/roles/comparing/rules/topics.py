"""What a fact about a changed role is about."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Topic(TextChoices):
    """In the order people are told; the words stand in "What has changed: the money, the dates."."""

    MONEY = "money", _("the money")
    TIME = "time", _("how much time it takes")
    PLACE = "place", _("the place")
    TERM = "term", _("the dates")
    DUTIES = "duties", _("what each side does")
    OTHER = "other", _("other facts")


@dataclass(frozen=True)
class Fact:
    """One thing that is no longer as it was, in one or two sentences."""

    topic: Topic
    words: str
