"""Keys come and go: every kind of sealed row, with old keys, both, and without the old ones (trust S18)."""

import pytest
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from contributors.accounts import actions as accounts
from contributors.accounts.models import User
from contributors.monitoring import actions as equality
from contributors.monitoring.models import MonitoringAnswer
from contributors.people.models import Person
from coproduce.foundation import clock, refs
from coproduce.foundation.encrypted_fields import registry
from coproduce.foundation.encryption import encrypt
from coproduce.foundation.kept_forms.models import KeptForm
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.uploads.papers import clean_paper
from coproduce.keys import actions as keys
from coproduce.keys.checks import keys_fit_the_database, refuse_at_start
from coproduce.keys.queries import keys_in_use
from coproduce.rights.models import HeldApart
from expenses.payees.actions import save_details
from expenses.payees.models import BankDetails
from expenses.payees.queries import breaks_segregation_of_duties
from expenses.payees.recognition.actions import set_limit
from expenses.payees.recognition.models import EarningsLimit
from expenses.payees.rules import ClearDetails
from expenses.payments.files.models import BankFile, FileSettings
from expenses.payments.files.queries import content, sender
from projects.power_balance.concerns import actions as concerns
from projects.power_balance.concerns import queries
from projects.selection.drawing import actions as drawing
from projects.selection.interest import actions as interest
from projects.selection.interest import queries as interested
from projects.selection.interest.models import Expression, ExpressionFile, InterestQuestion
from projects.selection.models import Declaration
from projects.selection.redaction.models import FileRedaction, Redaction
from projects.selection.scoring.models import Score, Talk
from tests import builders
from tests.contributors.accounts.steps import with_app
from tests.expenses.payments.files.test_settings import BACS, agreed
from tests.expenses.payments.made import Finance
from tests.keys import key

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])
ACCOUNT = {"account_name": "A Person", "sort_code": "010203", "account_number": "31926819"}


class Rows:
    """A row of every kind that holds something sealed, and what each says once it is opened."""

    def __init__(self) -> None:
        self.finance = Finance()
        agreed(self.finance, **BACS)
        self.finance.claim(self.finance.payee())
        self.file = self.finance.run("exported").bank_file
        self.user = builders.contributor_user(self.finance.organisation)
        self.person = self.user.person
        self.details = save_details(self.person, clear=ClearDetails(**ACCOUNT), by=self.user)
        set_limit(self.person, pence=50_00, per="week")
        equality.answer(self.person, question="sex", answer="Female", own_words="in my words")
        self.staff = builders.staff_user("finance", self.finance.organisation)
        self.app = with_app(self.staff)
        RecoveryCodes.activate(self.staff)
        self.codes = self.codes_now()
        project = builders.project(self.finance.organisation)
        self.code = refs.new_code()
        made = concerns.raise_concern(project, words="They laugh.", contact=self.staff, code=self.code)
        concerns.answer_concern(made, words="We are sorry.")
        accounts.send_code(self.user, "12345678")
        self.interest = self.begun(builders.staff_user("ppi_manager", self.finance.organisation))
        self.apart = HeldApart(
            organisation=self.finance.organisation, person_ref="abc", kept_until=clock.today()
        )
        self.apart.sealed = encrypt("money of before", bound_to=self.apart.bound_to("sealed"))
        self.apart.save()

    def begun(self, by: User) -> Expression:
        """Return an expression of interest that is not sent yet, with something in each sealed field."""
        project = builders.project(self.finance.organisation, lead=by.person)
        opened = builders.opportunity(builders.role(project, offered_by=by), by=by)
        counts = opened.criteria.first()
        asked = InterestQuestion.objects.create(opportunity=opened, ask="why", criterion=counts)
        row = interest.begin(opened, for_somebody=True)
        contact = {"name": "Rosa Quill", "channel": "email", "email": "rosa@example.org"}
        interest.save_contact(row, contact=contact, helper="Her sister", by=None)
        interest.save_answer(row, question=asked, words="I care about letters.", by=None)
        interest.save_needs(row, words="Large print", by=None)
        drawing.save_wishes(row, groups=[1], feedback=True, by=None)
        row.refresh_from_db()
        row.sealed_feedback = encrypt("Well said", bound_to=row.bound_to("sealed_feedback"))
        row.save(update_fields=["sealed_feedback"])
        self.declared(row, by)
        self.read_and_scored(row, by)
        return row

    def declared(self, row: Expression, by: User) -> None:
        """Somebody on the panel knows who wrote it, and says how."""
        member = builders.panel_member(row.opportunity, by.person, by=by)
        said = Declaration(member=member, expression=row, conflict=True)
        said.sealed_why = encrypt("My neighbour", bound_to=said.bound_to("sealed_why"))
        said.save()

    def read_and_scored(self, row: Expression, by: User) -> None:
        """Somebody took names out of it, another gave points and a word why, and staff wrote down a talk."""
        body = row.opportunity.organisation
        reader = builders.staff_user("ppi_manager", body, name="Rae Reader")
        scorer = builders.staff_user("ppi_manager", body, name="Sol Scorer")
        member = builders.panel_member(row.opportunity, scorer.person, by=by)
        Declaration.objects.create(member=member, expression=row)
        criterion = row.opportunity.criteria.first()
        file = ExpressionFile.of(clean_paper(SimpleUploadedFile("a.txt", b"I care")), expression=row)
        file.save()
        for made, name in (
            (Redaction(answer=row.answers.get(), done_by=reader), "sealed_words"),
            (FileRedaction(file=file, shown="words", done_by=reader), "sealed_words"),
            (Score(member=member, expression=row, criterion=criterion, points=3), "sealed_why"),
            (Talk(expression=row, criterion=criterion, written_by=by), "sealed_note"),
        ):
            sealed = encrypt("Without a name", bound_to=type(made).encrypted.bound_to(made, name))
            setattr(made, name, sealed)
            made.save()

    def interest_now(self) -> list[object]:
        row = Expression.objects.get(pk=self.interest.pk)
        return [Expression.encrypted.open(row), *(interested.words_of(one) for one in row.answers.all())]

    def codes_now(self) -> list[str]:
        found = Authenticator.objects.get(user=self.staff, type=Authenticator.Type.RECOVERY_CODES)
        return found.wrap().get_unused_codes()

    def said(self) -> list[object]:
        """Everything that can be opened, through the product's own ways."""
        concern = queries.with_code(self.code)
        app = Authenticator.objects.get(user=self.staff, type=Authenticator.Type.TOTP)
        details = BankDetails.objects.get(pk=self.details.pk)
        return [
            details.encrypted.open(details),
            content(BankFile.objects.get(pk=self.file.pk)),
            sender(FileSettings.objects.get()).account_number,
            EarningsLimit.objects.get().pence,
            equality.mine(Person.objects.get(pk=self.person.pk)),
            app_secret(app),
            self.codes_now(),
            queries.words_of(concern),
            queries.answer_of(concern),
            HeldApart.encrypted.open(HeldApart.objects.get()),
            render(Notification.objects.exclude(sealed="").get())[1],
            self.interest_now(),
            Declaration.encrypted.open(Declaration.objects.get(conflict=True)),
            *(one.encrypted.open(one.objects.get()) for one in (Redaction, FileRedaction, Score, Talk)),
        ]


def app_secret(app: Authenticator) -> str:
    return get_mfa_adapter().decrypt(app.data["secret"])


@pytest.fixture
def rows():
    return Rows()


@pytest.fixture
def new_keys(settings):
    """New keys in front of those in use."""
    settings.FIELD_ENCRYPTION_KEYS = f"next:{key('n')},{settings.FIELD_ENCRYPTION_KEYS}"
    settings.FINGERPRINT_KEYS = f"next:{key('f')},{settings.FINGERPRINT_KEYS}"


def drop_old_keys(settings) -> None:
    settings.FIELD_ENCRYPTION_KEYS = settings.FIELD_ENCRYPTION_KEYS.partition(",")[0]
    settings.FINGERPRINT_KEYS = settings.FINGERPRINT_KEYS.partition(",")[0]


def found_twice(rows) -> bool:
    """Whether the account of another person is found to be the same, by look-up and by comparison."""
    other = builders.contributor_user(rows.finance.organisation)
    details = save_details(other.person, clear=ClearDetails(**ACCOUNT), by=other)
    staff = builders.staff_user("finance", rows.finance.organisation)
    staff.people.add(other.person)
    return details.needs_check and breaks_segregation_of_duties(staff, rows.person)


def test_every_model_of_the_registry_has_a_row_here(rows):
    without = {model for model in registry() if not model._default_manager.exists()}
    assert without == {KeptForm}


def test_all_is_made_anew_and_the_old_keys_may_go(rows, settings, new_keys):
    before = rows.said()
    found = keys.rotate()
    assert found.in_use.sealed.keys() == found.in_use.fingerprints.keys() == {"next"}
    assert found.free == ["FIELD_ENCRYPTION_KEYS: demo", "FINGERPRINT_KEYS: demo"]
    assert keys.rotate().anew == 0
    drop_old_keys(settings)
    assert keys_fit_the_database(None, databases=["default"]) == []
    assert rows.said() == before
    assert found_twice(rows)
    assert MonitoringAnswer.objects.get().own_words.startswith("next:")


def test_while_keys_change_the_same_account_is_still_found(rows, new_keys):
    assert found_twice(rows)


def test_without_rotation_the_old_key_is_missed_at_the_start(rows, settings, new_keys):
    keys.mark_keys()
    drop_old_keys(settings)
    with pytest.raises(
        ImproperlyConfigured, match=r"FIELD_ENCRYPTION_KEYS: key 'demo' is missing.*FINGERPRINT"
    ):
        refuse_at_start()
    assert set(keys_in_use().shut) > {f"payees.BankDetails {rows.details.ref}"}


def test_another_key_under_the_same_name_stops_the_start(settings):
    keys.mark_keys()
    settings.FIELD_ENCRYPTION_KEYS = f"demo:{key('x')}"
    with pytest.raises(ImproperlyConfigured, match="not the key this database was used with") as refused:
        refuse_at_start()
    assert key("x") not in str(refused.value)


def test_one_row_that_does_not_open_is_named_and_keeps_the_old_keys(rows, settings, new_keys, capsys):
    EarningsLimit.objects.update(sealed_pence="demo:AAAA")
    with pytest.raises(SystemExit):
        call_command("rotate_keys")
    said = capsys.readouterr().out
    assert f"Does not open: payees.EarningsLimit {EarningsLimit.objects.get().pk}" in said
    assert "Keep FIELD_ENCRYPTION_KEYS: demo" in said
    assert "payees.BankDetails: 2 of 2" in said
    assert BankDetails.objects.get(pk=rows.details.pk).sealed_name.startswith("next:")


def test_looking_changes_nothing(rows, new_keys, capsys):
    call_command("rotate_keys", "--look")
    assert "FIELD_ENCRYPTION_KEYS: demo: " in capsys.readouterr().out
    assert BankDetails.objects.get(pk=rows.details.pk).sealed_name.startswith("demo:")
