"""What was agreed stays what was agreed: through new fields, lost ones, other names and other shapes."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import translation

from expenses.payees.jobcentre_letter.queries import letter_for
from projects.roles.answering import actions as answering
from projects.roles.models import Agreement, RoleDescription, RoleVersion, sealing, text_fields
from projects.roles.models.text_fields import Section, TextField
from projects.roles.writing import actions
from tests import builders
from tests.triggers import disabled

pytestmark = pytest.mark.django_db

HOLDS = "This is the text you agreed to, word for word."
BROKEN = "This text is not the one you agreed to. Please tell us at once."
CANNOT = "This text cannot be shown. Please tell us at once."


@pytest.fixture
def manager():
    return builders.staff_user("ppi_manager", builders.organisation(), name="Mo Manager")


@pytest.fixture
def role(manager):
    project = builders.project(manager.person.connections.get().organisation, lead=manager.person)
    return builders.role(project, "Partner", offered_by=manager, time_note="Mostly in the morning.")


@pytest.fixture
def ada(role):
    return builders.contributor_user(role.project.organisation, name="Ada")


@pytest.fixture
def agreement(role, ada):
    return agreed(role, ada)


def agreed(role: RoleDescription, user) -> Agreement:
    offer = builders.assignment(role, user.person)
    return answering.agree(offer, content_hash=offer.version.content_hash, by=user)


@pytest.fixture
def page(client, ada):
    """What a person reads when they open what they agreed to."""
    builders.sign_in(client, ada)

    def read() -> str:
        response = client.get(reverse("my_roles:agreed", args=[ada.person.agreements.get().ref]))
        assert response.status_code == 200
        return response.content.decode().split("<main")[1].split("</main>")[0]

    return read


def fields(monkeypatch, *now: TextField) -> None:
    """Let the table of fields be another one from here on."""
    monkeypatch.setattr(text_fields, "FIELDS", now)


def write_past_the_code(version: RoleVersion, **changes: Any) -> None:
    """Change a row as somebody would who holds the database itself."""
    connection.check_constraints()  # PostgreSQL has checks waiting, and no trigger comes off before them
    with disabled(connection):
        RoleVersion.objects.filter(pk=version.pk).update(**changes)
        connection.check_constraints()


def test_a_field_that_comes_later_changes_no_agreement(agreement, page, monkeypatch):
    before = page()
    assert HOLDS in before
    fields(monkeypatch, *text_fields.FIELDS, TextField("status", Section.SUPPORT, "row"))
    assert "status" in sealing.seal(agreement.version)
    assert page() == before


def test_a_field_that_goes_changes_no_agreement(agreement, page, monkeypatch):
    before = page()
    assert HOLDS in before
    assert "Mostly in the morning." in before
    fields(monkeypatch, *(one for one in text_fields.FIELDS if one.name != "time_note"))
    assert "Mostly" not in sealing.seal(agreement.version)
    assert page() == before


@pytest.mark.parametrize("formerly", [("purpose",), ()])
def test_a_field_of_another_name_changes_no_agreement(agreement, page, monkeypatch, formerly):
    before = page()
    assert HOLDS in before
    column = RoleVersion._meta.get_field("purpose")
    known = {**RoleVersion._meta._forward_fields_map, "aim": column}
    monkeypatch.setattr(RoleVersion, "aim", property(lambda version: version.purpose), raising=False)
    monkeypatch.setitem(vars(RoleVersion._meta), "_forward_fields_map", known)
    now = [replace(one, name="aim", formerly=formerly) if one.name == "purpose" else one
           for one in text_fields.FIELDS]  # fmt: skip
    fields(monkeypatch, *now)
    assert '"aim"' in sealing.seal(agreement.version)
    assert page() == before
    assert agreement.version.text.values["aim" if formerly else "purpose"] == "You help to plan the work."


def by_hand(**changed) -> str:
    """A text of schema 1 from another time: it lacks most of today's fields and has one more."""
    title = {"name": "purpose", "label": "", "shown": "text", "value": "You help to plan the work."}
    clothes = {"name": "clothes", "label": "What to wear", "shown": "row", "value": "What you like."}
    sections = [
        {"heading": "What the role is for", "fields": [title], "closing": []},
        {"heading": "On the day", "fields": [clothes], "closing": ["Thank you."]},
    ]
    return json.dumps({"schema": 1, "title": "Partner", "number": 1, "sections": sections, **changed})


@pytest.fixture
def offered_with(manager, ada, role, monkeypatch):
    """A role whose sealed text is another than the code of today would write; Ada agrees to it."""

    def offer(sealed: str) -> Agreement:
        draft = builders.role(role.project, "Reader")
        RoleDescription.objects.filter(pk=draft.pk).update(title="Old Partner")
        with monkeypatch.context() as patch:
            patch.setattr(sealing, "seal", lambda version: sealed)
            actions.offer(draft.versions.get(), by=manager)
        return agreed(draft, ada)

    return offer


def test_a_text_with_a_field_less_and_a_field_more_is_read_as_it_was_sealed(offered_with, page):
    agreement = offered_with(by_hand(title="Old Partner"))
    assert agreement.holds
    said = page()
    for words in (HOLDS, "You help to plan the work.", "On the day", "What to wear", "Thank you."):
        assert words in said
    for words in ("Read drafts.", "Payment and expenses", "You can always say no"):
        assert words not in said


def test_a_text_of_an_earlier_schema_has_a_reader_of_its_own(offered_with, page, monkeypatch):
    def reader(stored):
        heading = sealing.ShownSection("Before", [sealing.Block(text=stored["words"])], [], [])
        return sealing.RoleText(stored["name"], 1, [heading])

    monkeypatch.setitem(sealing.READERS, 0, reader)
    agreement = offered_with('{"schema": 0, "name": "Old Partner", "words": "As it was."}')
    assert agreement.holds
    assert HOLDS in page()
    assert "As it was." in page()


@pytest.mark.parametrize(
    "sealed", ['{"schema": 99}', "{}", "[]", "not JSON", '{"schema": 1, "title": "x"}', by_hand(sections=7)]
)
def test_a_text_nobody_can_read_is_not_called_the_one_agreed_to(offered_with, page, sealed):
    assert not offered_with(sealed).holds
    said = page()
    assert BROKEN in said
    assert CANNOT in said


@pytest.mark.parametrize("column", ["purpose", "our_duties", "concerns_to", "places", "number"])
def test_a_column_written_past_the_code_is_told_and_the_sealed_words_still_show(agreement, page, column):
    before = page()
    assert HOLDS in before
    write_past_the_code(agreement.version, **{column: 9})
    assert page() == before.replace(HOLDS, BROKEN)


def test_a_number_written_past_the_code_breaks_no_link_to_a_file(agreement, page, client):
    write_past_the_code(agreement.version, number=9)
    [link] = re.findall(r'href="([^"]+/as/text/)"', page())
    assert "/versions/1/" in link
    answer = client.get(link)
    assert answer.status_code == 200
    assert "You help to plan the work." in answer.text
    assert "This text is not the one that was agreed to." in answer.text


def test_a_sealed_text_written_past_the_code_is_told(agreement, page):
    other = agreement.version.sealed.replace("You help to plan", "You do all of")
    write_past_the_code(agreement.version, sealed=other, purpose="You do all of the work.")
    assert BROKEN in page()
    write_past_the_code(agreement.version, content_hash=sealing.fingerprint(other))
    agreement.version.refresh_from_db()
    assert agreement.version.is_as_offered  # the version is in order with itself, not with the agreement
    assert BROKEN in page()


def test_another_contact_is_told_and_another_name_of_the_same_one_is_not(agreement, page, manager):
    manager.person.name = "Mo Married"
    manager.person.save()
    assert HOLDS in page()
    assert "Mo Manager" in page()
    somebody = builders.person("Somebody")
    write_past_the_code(agreement.version, contact=somebody)
    assert BROKEN in page()


def test_a_title_written_past_the_code_is_told(agreement, page):
    RoleDescription.objects.filter(pk=agreement.version.role_id).update(title="Servant")
    said = page()
    assert BROKEN in said
    assert "Servant" not in said


def test_the_letter_is_made_from_the_sealed_text(agreement, ada):
    assignment = ada.person.role_assignments.get()
    before = letter_for(assignment)
    assert "Travel and care." in before.as_text()
    write_past_the_code(
        agreement.version, purpose="x", quantity_min=9, expenses="x", pay_rates=[{"pence": 1}], per="year"
    )
    assert letter_for(ada.person.role_assignments.get()) == before


def test_the_seal_is_canonical_and_speaks_no_language_but_the_one_it_is_kept_in(role):
    version = role.versions.get()
    with translation.override("cy"):
        assert sealing.seal(version) == version.sealed
    stored = json.loads(version.sealed)
    assert version.sealed == json.dumps(stored, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert (stored["schema"], stored["title"], stored["number"]) == (2, "Partner", 1)
    assert sealing.fingerprint("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


def test_a_draft_has_no_seal_and_no_draft_is_offered_without_one(role, manager):
    draft = actions.start_draft(role, by=manager)
    assert (draft.sealed, draft.content_hash, draft.is_as_offered) == ("", "", False)
    draft.purpose = "You lead the work."
    assert draft.text.values["purpose"] == "You lead the work."
