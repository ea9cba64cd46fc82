"""Taking out names, one text after the other, by somebody who does not score; scorers get what was left."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.transitions import TransitionRefused
from coproduce.foundation.uploads.files import CleanFile
from projects.selection.criteria.models import ScoringPlan
from projects.selection.interest import actions as interest
from projects.selection.interest.models import ExpressionFile
from projects.selection.opportunities.models import Opportunity
from projects.selection.panel.models import Declaration
from projects.selection.redaction import actions, queries
from projects.selection.redaction.models import FileRedaction, Redaction
from projects.selection.scoring import queries as scoring
from tests import builders
from tests.projects.selection.interest.conftest import close, sent
from tests.projects.selection.scoring.conftest import manager, opportunity, redact  # noqa: F401

pytestmark = pytest.mark.django_db


def address(row, name="one", *args):
    return reverse(f"redaction:{name}", args=[row.opportunity.ref, row.blind_ref, *args])


def with_file(row, name="rosa quill cv.txt") -> ExpressionFile:
    made = ExpressionFile.of(CleanFile(b"I am Rosa.", "text/plain", name, "clean"), expression=row)
    made.save()
    return made


def answers(row, words="I […] care.", **more) -> dict[str, str]:
    return {f"a{one.pk}": words for one in row.answers.all()} | {"seen": queries.mark_of(row)} | more


@pytest.fixture
def row(opportunity):  # noqa: F811
    made = sent(opportunity, "I am Rosa and I care.")
    close(opportunity)
    return made


@pytest.fixture
def staff(manager):  # noqa: F811
    return builders.sign_in(Client(), manager)


def test_save_and_next_until_all_are_done(staff, row, opportunity):  # noqa: F811
    other = sent_late(opportunity)
    codes = sorted([row.blind_ref, other.blind_ref])
    start = reverse("redaction:start", args=[opportunity.ref])
    assert "0 of 2" in staff.get(start).content.decode()
    first, second = (row, other) if codes[0] == row.blind_ref else (other, row)
    shown = staff.get(address(first)).content.decode()
    assert "<mark>" in shown
    assert "[…] and I care.</textarea>" in shown  # what is offered to save
    assert staff.post(address(first), answers(first)).url == address(second)
    assert staff.post(address(second), answers(second)).url == start
    assert queries.left(opportunity) == 0
    assert [words for _answer, words in queries.answers_for_scorers(first)] == ["I […] care."] * 2


def sent_late(opportunity):  # noqa: F811
    """One more, as if it had come in before the closing."""
    now = clock.now()
    Opportunity.objects.filter(pk=opportunity.pk).update(closes_at=now.replace(year=now.year + 1))
    opportunity.refresh_from_db()
    made = sent(opportunity, "I am Bo Li and I care.", name="Bo Li", email="bo@example.org")
    close(opportunity)
    return made


def test_a_name_that_is_left_is_asked_about_once_more(staff, row):
    back = staff.post(address(row), answers(row, "I am Rosa.")).content.decode()
    assert "This may tell who it is: Rosa." in back
    assert not Redaction.objects.exists()
    assert staff.post(address(row), answers(row, "I am Rosa.", sure="on")).status_code == 302
    assert Redaction.objects.count() == 2


def test_a_file_is_typed_up_or_shown_under_a_name_that_tells_nothing(staff, row):
    free, voice, other = with_file(row), with_file(row, "voice.txt"), with_file(row, "more.txt")
    back = staff.post(address(row), answers(row) | {f"f{voice.pk}": "words"}).content.decode()
    assert "Type what it says" in back
    said = {
        f"f{free.pk}": "file",
        f"f{voice.pk}": "words",
        f"t{voice.pk}": "I care.",
        f"f{other.pk}": "nothing",
    }
    assert staff.post(address(row), answers(row) | said).status_code == 302
    shown = queries.files_for_scorers(row)
    assert [(one.number, one.words, one.is_shown) for one in shown] == [(1, "", True), (2, "I care.", False)]
    assert queries.file_for_scorers(row, 1) == free
    assert [queries.file_for_scorers(row, number) for number in (0, 2, 3)] == [None] * 3
    sent_file = staff.get(address(row, "file", 1))
    assert sent_file["Content-Disposition"] == f'attachment; filename="{row.blind_ref}-1.txt"'
    assert "rosa" not in str(sent_file.headers).lower()


def test_what_is_written_anew_is_read_anew(staff, row, manager):  # noqa: F811
    redact(row, by=manager)
    question = row.opportunity.questions.first()
    seen = answers(row)
    interest.save_answer(row, question=question, words="I am Rosa and I changed it.", by=manager)
    assert queries.left(row.opportunity) == 1
    page = staff.post(address(row), answers(row) | {"seen": seen["seen"]}).content.decode()
    assert "has changed since" in page


def test_nothing_changes_once_scoring_has_begun(row, manager):  # noqa: F811
    redact(row, by=manager)
    ScoringPlan.objects.filter(opportunity=row.opportunity).update(begun_at=clock.now(), begun_by=manager)
    with pytest.raises(TransitionRefused, match="no longer"):
        redact(row, by=manager)


def test_it_is_done_by_who_does_not_score(row, opportunity, manager):  # noqa: F811
    body = opportunity.organisation
    scorer, redactor = (builders.contributor_user(body) for _n in range(2))
    other = builders.staff_user("ppi_manager", body)
    builders.panel_member(opportunity, scorer.person, by=manager, is_public=True)
    builders.panel_member(opportunity, other.person, by=manager)
    member = builders.panel_member(opportunity, redactor.person, by=manager, is_public=True, part="redacts")
    found = {}
    for name, user in {"scorer": scorer, "redactor": redactor, "staff who scores": other, "staff": manager,
                       "stranger": builders.contributor_user(body)}.items():  # fmt: skip
        client = builders.sign_in(Client(), user)
        found[name] = client.get(address(row)).status_code
    assert found == {"scorer": 404, "redactor": 404, "staff who scores": 404, "staff": 200, "stranger": 404}
    Declaration.objects.create(member=member, expression=row)  # now they have said that they do not know them
    assert builders.sign_in(Client(), redactor).get(address(row)).status_code == 200
    with pytest.raises(TransitionRefused, match="You score here"):
        redact(row, by=other)
    actions.redact(
        row,
        answers=dict.fromkeys(row.answers.all(), "I care."),
        files={},
        seen=queries.mark_of(row),
        by=manager,
    )
    for model, made in ((Redaction, Redaction.objects.first()), (FileRedaction, None)):
        if made:
            with pytest.raises(IntegrityError), transaction.atomic():
                model.objects.filter(pk=made.pk).update(done_by=other)
    sent_file = with_file(row)
    with pytest.raises(IntegrityError), transaction.atomic():
        FileRedaction.objects.create(file=sent_file, shown="file", done_by=other)
    mo = builders.panel_member(opportunity, manager.person, by=manager)
    Declaration.objects.create(member=mo, expression=row)
    assert not scoring.scorable(mo).exists()  # who took names out scores nothing
