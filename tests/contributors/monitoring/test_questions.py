"""The questions as data."""

from contributors.monitoring import rules as questions
from contributors.monitoring.rules import ASKED, PREFER_NOT_TO_SAY, applies, asked, next_after


def test_every_question_ends_with_prefer_not_to_say():
    assert {one.answers[-1] for one in asked().values()} == {PREFER_NOT_TO_SAY}
    assert all(one.answers.count(PREFER_NOT_TO_SAY) == 1 for one in asked().values())


def test_what_is_left_off():
    asked.cache_clear()  # read anew, whoever asked before
    assert list(asked()) == list(ASKED)
    assert not [
        key for key in ASKED if "partnership" in key or "pregnan" in key or "welsh" in key or "birth" in key
    ]


def test_each_list_is_the_one_of_its_source():
    assert asked()["age_band"].answers == (
        *("16 to 24", "25 to 34", "35 to 44", "45 to 54", "55 to 64", "65 to 74", "75 to 84", "85 or over"),
        PREFER_NOT_TO_SAY,
    )
    assert asked()["religion"].answers[0] == "No religion"
    assert asked()["religion"].own_words_for == "Any other religion"
    broad = asked()["ethnic_group_broad"].answers[:-1]
    details = [one for one in asked().values() if one.key.startswith("ethnic_group_detail")]
    assert [one.follows for one in details] == [("ethnic_group_broad", group) for group in broad]
    assert sum(len(one.answers) - 1 for one in details) == 18  # the England list


def test_answers_fit_their_column_and_hold_no_mark_of_the_file():
    words = [answer for one in asked().values() for answer in one.answers]
    assert max(map(len, words)) <= 200
    assert not [word for word in words if "free text" in word]


def test_follow_ups_are_asked_of_those_they_fit():
    def walk(given):
        found, key = [], next_after("", given)
        while key:
            found.append(key)
            key = next_after(key, given)
        return found

    nobody = [key for key in ASKED if "detail" not in key and key != "disability_impact"]
    assert walk({}) == nobody
    white = walk({"ethnic_group_broad": "White", "disability_condition": "Yes"})
    assert set(white) - set(nobody) == {"ethnic_group_detail_white", "disability_impact"}
    assert applies(asked()["disability_impact"], {"disability_condition": "No"}) is False
    given = {"disability_condition": "No", "disability_impact": "Yes, a lot", "sex": "Female"}
    assert questions.no_longer_apply(given) == ["disability_impact"]
