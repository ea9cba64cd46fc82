"""The questions and scales that come as data, each with its source."""

import pytest

from projects.scope.data import levels, questions
from projects.scope.data.promises import PROMISES
from projects.scope.models import Scale, ScaleLevel
from projects.scope.states import Involvement


@pytest.mark.django_db
def test_the_scales_come_from_the_data_with_their_source():
    assert {scale.name: scale.levels.last().name for scale in Scale.objects.all()} == {
        "IAP2 spectrum": "Empower",
        "NHS England ways of involving": "Co-produce",
        "TLAP ladder of co-production": "Co-production",
    }
    assert all(scale.source for scale in Scale.objects.all())
    assert all(level.promise for level in ScaleLevel.objects.all())
    assert set(PROMISES) == set(Involvement)
    assert levels.seed_scales(Scale, ScaleLevel) == 0


def test_there_are_ten_questions_each_with_a_source():
    assert len(questions.BY_KEY) == 10
    assert all(question.source for question in questions.QUESTIONS)
