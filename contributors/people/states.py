"""Choices about people: on one screen."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Format(models.TextChoices):
    """How papers reach somebody (formats seen in RNIB advice, domain/level-playing-field.md section 3)."""

    STANDARD = "standard", _("standard print")
    LARGE = "large", _("large print")
    EASY_READ = "easy_read", _("Easy Read")
    PLAIN = "plain", _("plain text")
    AUDIO = "audio", _("audio")
    BRAILLE = "braille", _("braille")


class Quiet(models.TextChoices):
    """When somebody wants no messages and no calls."""

    USUAL = "usual", _("at night, as usual")
    OWN = "own", _("at hours I choose")
    NONE = "none", _("never: any time is fine")


class NeedCategory(models.TextChoices):
    """The NHS England flag categories of DAPB1605, in plain words.

    Source: NHS England Programme Flag Category value set (FHIR, draft 0.1.0, 14 Feb 2024).
    """

    COMMUNICATION = "001", _("help to understand or be understood")
    PROFESSIONAL = "002", _("an interpreter or other communication professional")
    CONTACT = "003", _("being contacted in a certain way")
    FORMAT = "004", _("papers in a certain format")
    MORE_COMMUNICATION = "005", _("something else about communication")
    LANGUAGE = "006", _("help in my language")
    SUPPORT = "007", _("someone to support me")
    CARE = "008", _("something for my own care")
    PLACE = "009", _("something about the room or place")
    MORE_SUPPORT = "010", _("other support")
    BESPOKE = "011", _("something made to fit me")


ASKED_ELSEWHERE = (NeedCategory.FORMAT,)
"""How papers come stands in one place, `Person.format`, and not among what else helps."""
NEED_CHOICES = [choice for choice in NeedCategory.choices if choice[0] not in ASKED_ELSEWHERE]


class Visibility(models.TextChoices):
    ORGANISERS = "organisers", _("the involvement team, and people who arrange meetings I come to")
    TEAM = "team", _("the involvement team only")
