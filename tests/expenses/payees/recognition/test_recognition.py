import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from coproduce.foundation import clock
from coproduce.foundation.history.models import HistoryEntry
from expenses.payees.recognition.actions import choose
from expenses.payees.recognition.models import IndependentAdviser, RecognitionChoice
from expenses.payees.recognition.queries import choice_for
from tests import builders

pytestmark = pytest.mark.django_db
AT = "/my/recognition/"


@pytest.fixture
def trust():
    return builders.organisation(name="Harbour Trust")


@pytest.fixture
def rosa(trust):
    return builders.contributor_user(trust, name="Rosa")


@pytest.fixture
def project(trust):
    return builders.project(trust, lead=builders.staff_user("ppi_manager", trust).person)


@pytest.fixture
def meeting(project, rosa):
    builders.team_member(project, rosa.person)
    return builders.meeting(project, rosa.person, title="Panel", status="invited", **told())


def told():
    return {"invited_at": clock.now(), "left_out_public": 0, "left_out_staff": 0}


@pytest.fixture
def role(project, rosa):
    return builders.assignment(builders.role(project, offered_by=project.lead.account), rosa.person)


@pytest.fixture
def my(client, rosa):
    return builders.sign_in(client, rosa)


def test_the_choice_for_a_meeting_counts_before_that_for_the_role_and_that_before_the_usual_one(
    rosa, project, meeting, role
):
    person = rosa.person
    assert choice_for(person.pk, meeting.pk, project.pk) is None
    usual = choose(person, choice="pay")
    assert choice_for(person.pk, meeting.pk, project.pk) == usual
    in_role = choose(person, choice="voucher", assignment=role)
    assert choice_for(person.pk, meeting.pk, project.pk) == in_role
    here = choose(person, choice="decline", meeting=meeting)
    assert choice_for(person.pk, meeting.pk, project.pk) == here
    assert choice_for(person.pk, None, project.pk) == in_role
    assert choice_for(person.pk, None, None) == usual
    assert choice_for(builders.person().pk, meeting.pk, project.pk) is None


def test_earlier_choices_are_kept_and_no_log_says_that_somebody_chose(rosa):
    choose(rosa.person, choice="advice")
    same = choose(rosa.person, choice="advice")
    choose(rosa.person, choice="less", most_pence=10_00)
    kept = RecognitionChoice.objects.order_by("pk").values_list("choice", "replaced_at")
    assert [(choice, when is None) for choice, when in kept] == [("advice", False), ("less", True)]
    assert choose(rosa.person, choice="") is None
    assert not RecognitionChoice.objects.current().exists()
    assert same.words_for_staff == "not decided yet"
    assert not HistoryEntry.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"choice": "donate"},
        {"choice": "less"},
        {"choice": "less", "most_pence": 0},
        {"choice": "pay", "charity": "Mind"},
        {"choice": "everything"},
    ],
)
def test_the_database_keeps_what_belongs_together(rosa, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        RecognitionChoice.objects.create(person=rosa.person, **wrong)


def test_the_database_keeps_one_choice_for_each_thing(rosa, meeting, role):
    for about in ({}, {"meeting": meeting}, {"assignment": role}):
        RecognitionChoice.objects.create(person=rosa.person, choice="pay", **about)
        with pytest.raises(IntegrityError), transaction.atomic():
            RecognitionChoice.objects.create(person=rosa.person, choice="decline", **about)
    with pytest.raises(IntegrityError), transaction.atomic():
        RecognitionChoice.objects.create(person=rosa.person, choice="pay", meeting=meeting, assignment=role)


def test_somebody_chooses_for_a_meeting_a_role_and_everything(my, rosa, meeting, role):
    page = my.get(AT).content.decode()
    assert "You have not decided yet." in page
    assert page.count("Your usual answer") == 2
    my.post(f"{AT}everything/", {"choice": "donate", "charity": "Mind"})
    my.post(f"{AT}meeting/{meeting.ref}/", {"choice": "less", "most_pence": "12.50"})
    my.post(f"{AT}role/{role.ref}/", {"choice": "advice"})
    page = my.get(AT).content.decode()
    assert "Give it to a charity I name: Mind" in page
    assert "Pay me less: £12.50" in page
    assert "I need advice first" in page
    assert "no-store" in my.get(AT)["Cache-Control"]
    my.post(f"{AT}meeting/{meeting.ref}/", {"choice": ""})
    assert RecognitionChoice.objects.current().filter(meeting=meeting).count() == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"choice": "donate"}, "Enter the name of the charity"),
        ({"choice": "less"}, "Enter the most you want for one day"),
        ({"choice": "less", "most_pence": "lots"}, "lots"),
        ({"choice": "robbery"}, "Choose one of the answers in the list."),
    ],
)
def test_what_does_not_fit_is_refused_and_kept(my, typed, words):
    page = my.post(f"{AT}everything/", typed)
    assert words in page.content.decode()
    assert not RecognitionChoice.objects.exists()


def test_only_my_own_meetings_and_roles(my, client, trust, project, meeting, role):
    hers = [f"{AT}meeting/{meeting.ref}/", f"{AT}role/{role.ref}/"]
    assert [my.get(address).status_code for address in hers] == [200, 200]
    planned = builders.meeting(project, role.person)
    assert my.get(f"{AT}meeting/{planned.ref}/").status_code == 404
    for stranger in (builders.contributor_user(trust), project.lead.account):
        builders.sign_in(client, stranger)
        assert [client.get(address).status_code for address in hers] == [404, 404]


def test_advice_is_what_the_organisation_entered_or_honestly_nothing(my, trust):
    assert "Harbour Trust has not told us yet where you can get advice." in my.get(AT).content.decode()
    IndependentAdviser.objects.create(
        organisation=trust, name="Harbour Citizens Advice", phone="0117 496 0000", words="It is free."
    )
    for address in (AT, f"{AT}everything/"):
        page = my.get(address).content.decode()
        assert all(words in page for words in ("Harbour Citizens Advice", "0117 496 0000", "It is free."))
        assert "We give information, never advice." in page


def test_the_page_asks_as_often_for_thirty_meetings_as_for_three(my, project, rosa, meeting):
    my.get(AT)
    counts = []
    for more in (2, 17):
        for number in range(more):
            one = builders.meeting(project, rosa.person, status="invited", **told())
            choose(rosa.person, choice="pay" if number % 2 else "advice", meeting=one)
        with CaptureQueriesContext(connection) as asked:
            assert my.get(AT).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
