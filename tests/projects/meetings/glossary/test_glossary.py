"""A word somebody did not understand is promised an explanation; only staff know who asked."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.meetings.glossary import actions as glossary
from projects.meetings.models import Word
from projects.meetings.planning import actions
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return builders.staff_user("ppi_manager", builders.organisation(), name="Mo Manager")


@pytest.fixture
def project(manager):
    organisation = manager.person.connections.get().organisation
    return builders.project(organisation, lead=manager.person, title="Letters", status="running")


def member(project, name: str):
    user = builders.contributor_user(project.organisation, name=name)
    builders.team_member(project, user.person)
    return user


@pytest.fixture
def ada(project):
    return member(project, "Ada Lovelace")


@pytest.fixture
def ben(project):
    return member(project, "Benjamin Bannister")


def asked(project, user, word: str = "Baseline") -> Word:
    return glossary.ask(project, word=word, person=user.person, by=user)


def promised() -> list[tuple]:
    rows = Promise.objects.filter(kind="meetings.word").order_by("id")
    return [(p.label, p.person.name, "open" if p.is_open else "kept") for p in rows]


def page(client, name: str, *args) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_everybody_who_asks_is_promised_the_same_word_once(project, ada, ben):
    word = asked(project, ada)
    assert [asked(project, ada).pk, asked(project, ben, " BASELINE ").pk] == [word.pk, word.pk]
    assert promised() == [("Baseline", "Ada Lovelace", "open"), ("Baseline", "Benjamin Bannister", "open")]
    due = clock.end_of_day(clock.today() + dt.timedelta(days=14))
    assert set(Promise.objects.values_list("due_at", flat=True)) == {due}


def test_explaining_keeps_every_promise_and_tells_each_person_once(project, ada, ben, manager):
    word = asked(project, ada)
    asked(project, ben)
    glossary.explain(word, explanation="How things are before we begin.", by=manager)
    glossary.explain(word, explanation="How things were before we began.", by=manager)
    assert {state for _, _, state in promised()} == {"kept"}
    told = Notification.objects.filter(kind="meetings/word_explained").order_by("id")
    assert [message.recipient for message in told] == [ada.person, ben.person]
    subject, body = render(told[0])
    assert (f"/my/meetings/words/{word.ref}/" in body, "Baseline" in subject + body) == (True, False)
    assert asked(project, ada).explanation == "How things were before we began."
    assert len(promised()) == 2


def test_staff_put_in_a_word_before_anybody_asks_but_do_not_overwrite_one(project, ada, manager):
    glossary.add(project, word="PPI", explanation="Patient and public involvement.", by=manager)
    with pytest.raises(TransitionRefused, match="already explained"):
        glossary.add(project, word="ppi", explanation="Something else.", by=manager)
    asked(project, ada)
    glossary.add(project, word="baseline", explanation="How things are before.", by=manager)
    assert promised() == [("Baseline", "Ada Lovelace", "kept")]
    assert list(Word.objects.values_list("word", flat=True)) == ["Baseline", "PPI"]


def test_only_members_ask_and_not_on_a_closed_project(project, ada, manager):
    for other in (manager, builders.contributor_user(project.organisation)):
        with pytest.raises(TransitionRefused, match="Only a public member"):
            asked(project, other)
    project.status = "closed"
    project.save()
    with pytest.raises(TransitionRefused, match="closed"):
        asked(project, ada)
    assert not Word.objects.exists()


@pytest.mark.parametrize("wrong", [{"word": ""}, {"explanation": "Yes."}, {"explained_at": clock.now()}])
def test_the_database_keeps_the_facts(project, ada, wrong):
    asked(project, ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Word.objects.update(**wrong)


# Pages


def test_a_contributor_asks_and_everybody_on_the_project_reads_it(client, project, ada, ben, manager):
    meeting = actions.invite(builders.meeting(project, ada.person), by=manager)
    builders.sign_in(client, ada)
    address = reverse("my_meetings:ask_word", args=[project.ref])
    for name, ref in (("my_meetings:detail", meeting.ref), ("my_meetings:words", project.ref)):
        assert address in page(client, name, ref)
    assert reverse("my_meetings:words", args=[project.ref]) in page(client, "my_projects:detail", project.ref)
    assert "<title>Error:" in client.post(address, {"word": "  "}).content.decode()
    assert "<title>Error:" in client.post(address, {"word": "x" * 81}).content.decode()
    client.post(address, {"word": "Base<b>line"})
    word = Word.objects.get()
    builders.sign_in(client, ben)
    text = page(client, "my_meetings:words", project.ref) + page(client, "my_meetings:word", word.ref)
    assert ("Base&lt;b&gt;line" in text, "Ada" in text) == (True, False)
    builders.sign_in(client, manager)
    assert "Ada Lovelace" in page(client, "meetings:explain_word", word.ref)
    explain = reverse("meetings:explain_word", args=[word.ref])
    assert "<title>Error:" in client.post(explain, {"explanation": ""}).content.decode()
    client.post(explain, {"explanation": "How things are before we begin."})
    builders.sign_in(client, ben)
    assert "How things are before we begin." in page(client, "my_meetings:words", project.ref)


def test_staff_add_words_from_the_page_of_the_project(client, project, manager):
    builders.sign_in(client, manager)
    assert reverse("meetings:words", args=[project.ref]) in page(client, "team:detail", project.ref)
    address = reverse("meetings:add_word", args=[project.ref])
    assert "<title>Error:" in client.post(address, {"word": "PPI"}).content.decode()
    typed = {"word": "PPI", "explanation": "Patient and public involvement."}
    assert client.post(address, typed).url == reverse("meetings:words", args=[project.ref])
    text = client.post(address, typed).content.decode()
    assert ("This word is already explained." in text, 'value="PPI"' in text) == (True, True)


def test_strangers_get_404_and_onlookers_only_read(client, project, ada):
    word = asked(project, ada)
    mine = [reverse("my_meetings:word", args=[word.ref]), *_of_project("my_meetings", project, "ask_word")]
    staff = [reverse("meetings:explain_word", args=[word.ref]), *_of_project("meetings", project, "add_word")]
    outsider = builders.staff_user("ppi_manager", builders.organisation())
    for stranger in (builders.contributor_user(project.organisation), outsider):
        builders.sign_in(client, stranger)
        assert {client.get(address).status_code for address in mine + staff} == {404}
    builders.sign_in(client, ada)
    assert [client.get(address).status_code for address in mine + staff] == [200] * 3 + [404] * 3
    builders.sign_in(client, builders.staff_user("read_only", project.organisation))
    assert [client.get(address).status_code for address in staff] == [403, 200, 403]


def _of_project(space: str, project, form: str) -> list[str]:
    return [reverse(f"{space}:{name}", args=[project.ref]) for name in ("words", form)]


def test_the_list_is_in_order_paged_and_costs_the_same_for_many(client, project, ada, manager):
    builders.sign_in(client, ada)
    address = reverse("my_meetings:words", args=[project.ref])

    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            client.get(address)
        return len(made)

    for number in (2, 1, 3):
        glossary.add(project, word=f"Word {number:02}", explanation="It.", by=manager)
    queries()
    few = queries()
    for number in range(4, 31):
        glossary.add(project, word=f"word {number:02}", explanation="It.", by=manager)
    assert queries() == few
    first = client.get(address).context["page"]
    second = client.get(address + first.next_url).context["page"]
    expected = [f"word {number:02}" for number in range(1, 31)]
    assert [word.letters for word in [*first, *second]] == expected


def test_a_word_is_taken_out_of_both_lists_and_old_mails_still_lead_to_it(client, project, ada, manager):
    word = asked(project, ada)
    glossary.explain(word, explanation="Where we start.", by=manager)
    builders.sign_in(client, manager)
    assert "Take this word off the list" in page(client, "meetings:explain_word", word.ref)
    client.post(reverse("meetings:take_out_word", args=[word.ref]))
    assert "Baseline" not in page(client, "meetings:words", project.ref)
    assert entries_about(word).filter(verb="word taken out of the list").count() == 1
    assert word.ref in render(Notification.objects.get(kind="meetings/word_explained"))[1]
    builders.sign_in(client, ada)
    assert "Baseline" not in page(client, "my_meetings:words", project.ref)
    assert "Staff took this word off the list." in page(client, "my_meetings:word", word.ref)


def test_a_word_somebody_waits_for_stays(client, project, ada, manager):
    word = asked(project, ada)
    with pytest.raises(TransitionRefused, match="Someone is waiting"):
        glossary.take_out(word, by=manager)
    builders.sign_in(client, manager)
    assert "Take this word off the list" not in page(client, "meetings:explain_word", word.ref)


def test_a_word_that_was_taken_out_comes_back_when_somebody_asks_or_explains_it(project, ada, ben, manager):
    word = glossary.add(project, word="baseline", explanation="Where we start.", by=manager)
    glossary.take_out(word, by=manager)
    again = asked(project, ben, "BASELINE")
    assert (again.pk, again.word, again.explanation, again.taken_out_at) == (word.pk, "BASELINE", "", None)
    assert promised() == [("BASELINE", "Benjamin Bannister", "open")]
    explained = glossary.explain(again, explanation="The first count.", by=manager)
    glossary.take_out(explained, by=manager)
    added = glossary.add(project, word="Baseline", explanation="How it was before.", by=manager)
    assert (added.pk, added.explanation, added.taken_out_at) == (word.pk, "How it was before.", None)


def test_strangers_take_out_no_word(client, project, manager):
    word = glossary.add(project, word="Baseline", explanation="Where we start.", by=manager)
    builders.sign_in(client, builders.staff_user("ppi_manager", builders.organisation()))
    assert client.post(reverse("meetings:take_out_word", args=[word.ref])).status_code == 404
    assert list(Word.objects.listed()) == [word]
