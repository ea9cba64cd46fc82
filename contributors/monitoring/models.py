import uuid

from django.db import models
from django.db.models import Q

from coproduce.foundation.encrypted_fields import Encrypted
from coproduce.foundation.privacy import Privacy


def place_of(token: str, question: str) -> str:
    """What the own words of an answer are bound to."""
    return f"answer:{token}:{question}"


class MonitoringAnswer(models.Model):
    """One current answer. The token is random; no name, no id, no date finer than the quarter.

    Read and written by `store` alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    token = models.CharField(max_length=32)
    unit = models.CharField(max_length=10, help_text="Reference of the organisation the figures are for.")
    question = models.CharField(max_length=40)
    answer = models.CharField(max_length=200)
    own_words = models.TextField(blank=True, help_text="Sealed: only the person's own page opens it.")
    quarter = models.CharField(max_length=7)

    privacy = Privacy(internal="id unit quarter", secret="token", special="question answer own_words")
    encrypted = Encrypted("own_words", bound_to=lambda row, field: place_of(row.token, row.question))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "question"], name="one_current_answer"),
            models.CheckConstraint(condition=~Q(answer=""), name="an_answer_is_not_blank"),
            models.CheckConstraint(
                condition=Q(quarter__regex=r"^[0-9]{4}-Q[1-4]$"), name="quarter_and_no_finer"
            ),
        ]
        indexes = [models.Index(fields=["unit", "question"], name="answers_of_unit")]

    def __str__(self) -> str:
        return self.question
