"""The questions and scales that come as data, each with its source."""

from projects.scope.data import levels, questions
from projects.scope.states import Involvement


def test_the_scales_come_from_the_data_with_their_source():
    found = levels.scales()
    assert {name: scale[0][-1] for name, scale in found.items()} == {
        "IAP2 spectrum": "Empower",
        "NHS England ways of involving": "Co-produce",
        "TLAP ladder of co-production": "Co-production",
    }
    assert all(source for _levels, source in found.values())
    assert set(levels.PROMISES) == set(Involvement)


def test_there_are_ten_questions_each_with_a_source():
    assert len(questions.BY_KEY) == 10
    assert all(question.source for question in questions.QUESTIONS)
