"""Two yes to a change of one field: one stands in the draft, whoever comes second is told, nothing is lost."""

import pytest
from django.urls import reverse

from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.roles import queries as roles
from projects.roles.models import ChangeProposal
from projects.roles.proposals import actions
from projects.roles.states import ProposalState
from tests import builders
from tests.expenses.payments.runs.test_races import at_the_same_time

TWO, THREE = "Come to two meetings a month.", "Come to three meetings a month."
SAYS_ELSE = "The draft says something else by now. Read both, and write the words that shall stand there."


class Written:
    """A role with two suggestions for the same field, by two people."""

    def __init__(self):
        trust = builders.organisation()
        self.priya = builders.staff_user("ppi_manager", trust, name="Priya")
        self.tom = builders.staff_user("ppi_manager", trust, name="Tom")
        project = builders.project(trust, lead=self.priya.person, title="Letters")
        self.role = builders.role(project, "Partner", offered_by=self.priya, places=9)
        self.first, self.second = (self.suggest(trust, words) for words in (TWO, THREE))

    def suggest(self, trust, wording: str) -> ChangeProposal:
        person = builders.contributor_user(trust)
        offer = builders.assignment(self.role, person.person)
        return actions.propose(
            offer,
            field="their_duties",
            wording=wording,
            words="",
            version_hash=offer.version.content_hash,
            by=person,
        )

    def says(self) -> str:
        return roles.draft(self.role).their_duties

    def standing(self) -> list[str]:
        return sorted(ChangeProposal.objects.values_list("status", flat=True))


def yes(proposal, by):
    return lambda: actions.take_up(proposal, answer="Yes.", by=by)


def check(written: Written, answers) -> None:
    """One yes counts, the other was refused with its reason, and its promise of an answer is open still."""
    refused = [one for one in answers if isinstance(one, TransitionRefused)]
    taken = [one for one in answers if isinstance(one, ChangeProposal)]
    assert (len(refused), len(taken)) == (1, 1), answers
    assert str(refused[0]) == SAYS_ELSE
    assert written.says() == taken[0].wording
    assert written.standing() == [ProposalState.ACCEPTED, ProposalState.WAITING]
    assert Promise.objects.open().filter(kind="roles.answer_suggestion").count() == 1
    assert Notification.objects.filter(kind="roles/suggestion_answered").count() == 1
    assert written.role.versions.count() == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_yes_to_one_field_at_once():
    written = Written()
    check(written, at_the_same_time(yes(written.first, written.priya), yes(written.second, written.tom)))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_of_the_staff_say_yes_to_the_same_suggestion_at_once():
    written = Written()
    answers = at_the_same_time(yes(written.first, written.priya), yes(written.first, written.tom))
    assert sorted(type(one).__name__ for one in answers) == ["ChangeProposal", "TransitionRefused"]
    assert Notification.objects.filter(kind="roles/suggestion_answered").count() == 1
    assert written.says() == TWO


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_write_other_words_over_the_same_draft_at_once():
    written = Written()
    actions.take_up(written.first, answer="Yes.", by=written.priya)
    third = written.suggest(written.role.project.organisation, "Come when you can.")

    def over(proposal, wording, by):
        return lambda: actions.take_up(proposal, answer="Yes.", by=by, over=TWO, wording=wording)

    answers = at_the_same_time(over(written.second, THREE, written.priya), over(third, "Come.", written.tom))
    refused = [str(one) for one in answers if isinstance(one, TransitionRefused)]
    assert refused == [SAYS_ELSE]
    assert written.says() in (THREE, "Come.")


@pytest.mark.django_db
def test_the_second_yes_reads_both_words_and_decides(client):
    written = Written()
    actions.take_up(written.first, answer="Yes.", by=written.priya)
    with pytest.raises(TransitionRefused, match="The draft says something else by now"):
        actions.take_up(written.second, answer="Yes.", by=written.tom)
    builders.sign_in(client, written.tom)
    page = reverse("roles:proposal", args=[written.second.ref])
    sent = {"take_up": "yes", "answer": "Yes, and both."}
    text = client.post(page, sent).text
    assert "Yes, and both." in text  # what was typed is kept
    assert "two" in text
    assert written.says() == TWO
    client.post(page, sent | {"over": TWO, "wording": THREE})
    assert written.says() == THREE


@pytest.mark.django_db
def test_a_second_click_is_told_and_changes_nothing(client):
    written = Written()
    builders.sign_in(client, written.priya)
    page = reverse("roles:proposal", args=[written.first.ref])
    assert client.post(page, {"take_up": "yes", "answer": "Yes."}).status_code == 302
    again = client.post(page, {"take_up": "yes", "answer": "Yes, again."})
    assert again.status_code == 200
    assert "There is a problem" in again.text
    written.first.refresh_from_db()
    assert (written.first.answer, written.says()) == ("Yes.", TWO)
    assert Notification.objects.filter(kind="roles/suggestion_answered").count() == 1
