from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReasonNotComing(TextChoices):
    """Why somebody could not come, if they want to say (HEALTHTALK: tiredness and stress are reported)."""

    TIRED = "tired", _("tired or stressed")
    ILL = "ill", _("ill")
    TRAVEL = "travel", _("could not travel")
    OTHER = "other", _("something else")
    NOT_SAID = "unsaid", _("rather not say")
