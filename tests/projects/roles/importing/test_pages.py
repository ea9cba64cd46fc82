"""A description comes in, is looked at, becomes a draft; and goes out again with nothing lost."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from projects.roles.documents.queries import document_of, letter_of
from projects.roles.documents.states import FILES, LETTERS, Kind
from projects.roles.importing.queries import facts_in
from projects.roles.importing.rules import is_open, match
from projects.roles.models import ImportedPiece, ImportedRole, RoleDescription
from tests import builders
from tests.foundation.read_back import pdf_text, word_text
from tests.projects.roles.importing.adverts import CHARITY_TEXT, TRUST_TEXT, committee_word
from tests.projects.roles.importing.styles import STYLES

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation(name="North Trust")


@pytest.fixture
def manager(client, trust):
    return builders.sign_in(client, builders.staff_user("ppi_manager", trust, name="Mo"))


@pytest.fixture
def project(client, trust, manager):
    return builders.project(trust, lead=builders.staff_user("ppi_manager", trust, name="Lee").person)


def bring(client, project, content, name="role.txt"):
    data = content if isinstance(content, bytes) else content.encode()
    sent = SimpleUploadedFile(name, data)
    return client.post(reverse("roles:bring_in", args=[project.ref]), {"file": sent})


def answers(imported, **changed):
    """What the page holds when nobody changes anything."""
    pieces = {f"piece_{one.pk}": one.field for one in imported.pieces.all()}
    return {"title": imported.title, **pieces, **changed}


def make(client, imported, **changed):
    return client.post(reverse("roles:imported", args=[imported.ref]), answers(imported, **changed))


@pytest.mark.parametrize(
    ("content", "name"),
    [(TRUST_TEXT, "advert.txt"), (CHARITY_TEXT, "page.txt"), (committee_word(), "role.docx")],
)
def test_what_comes_in_goes_out_in_word_and_pdf_with_nothing_lost(client, project, content, name):
    """Every word of three descriptions is in the files of the draft, or kept beside it."""
    assert bring(client, project, content, name).status_code == 302
    imported = ImportedRole.objects.get()
    every = list(imported.pieces.all())
    assert make(client, imported).status_code == 302
    role = RoleDescription.objects.get()
    document = document_of(role.versions.get())
    beside = " ".join(f"{one.heading} {one.text}" for one in ImportedPiece.objects.filter(field=""))
    for kind, read in ((Kind.WORD, word_text), (Kind.PDF, pdf_text)):
        said = read(FILES[kind].make(document)) + " " + " ".join(beside.split())
        lines = [line for piece in every for line in piece.text.splitlines()]
        plain = "".join(said.split())
        lost = [line for line in lines if "".join(line.split()) not in plain and not is_right_to_left(line)]
        assert lost == []
        assert role.title in said


@pytest.mark.parametrize("style", STYLES)
def test_every_fact_of_a_style_stands_in_every_file_and_letter(client, project, style):
    """All that was offered is ticked; then every line, and every fact as people read it, is everywhere."""
    text, _places, facts = STYLES[style]
    bring(client, project, text)
    imported = ImportedRole.objects.get()
    pieces = list(imported.pieces.all())
    found = facts_in(pieces)
    assert [one.says for one in found] == facts
    title = imported.title or "A role"
    rest = {f"piece_{one.pk}": "more" for one in pieces if not one.field}
    sent = make(client, imported, title=title, facts=[one.key for one in found], **rest)
    assert sent.status_code == 302
    version = RoleDescription.objects.get().versions.get()
    told = any(one.replaces for one in found)
    lines = [line for piece in pieces for line in piece.text.splitlines() if not is_open(line)]
    lines += [one.heading for one in pieces if not match(one.heading)[1]]
    said_as = [one.says for one in found if not one.replaces and not one.says.startswith("How it is")]
    for kind, content in contents(version).items():
        plain = "".join(content.split()).lower()
        assert (kind, [line for line in lines if "".join(line.split()).lower() not in plain]) == (kind, [])
        assert (kind, [one for one in said_as if key_of(one) not in plain]) == (kind, [])
        assert (kind, told <= ("agreed" in plain)) == (kind, True)


def contents(version):
    """What somebody reads in each file and letter of a version."""
    found = {}
    for kind, form in FILES.items():
        content = form.make(document_of(version))
        found[kind] = content.decode() if form.ending == "txt" else READ[form.ending](content)
    for kind, letter in LETTERS.items():
        content = letter.make(letter_of(version, person=None, large=letter.large))
        found[kind] = READ[letter.form.ending](content)
    return found


READ = {"docx": word_text, "pdf": pdf_text}


def key_of(says):
    """The part of a fact that is read wherever it stands: its number, its day, or all of it."""
    number = re.search(r"£[\d.]+|\d+ (?:people|years?|hours?|a year)|\d+ [A-Z]\w+ \d{4}", says)
    return "".join(
        (
            number[0] if number else {"No fee, expenses only": "We pay your expenses only."}.get(says, says)
        ).split()
    ).lower()


def test_what_is_not_known_is_said_as_not_known(client, project):
    """Words that only say so give way to the fact; without the tick they stay as they came."""
    bring(client, project, "# Reader\n\n# Venue\nTBC\n# Fee\nTo be confirmed\n# Contact\n")
    imported = ImportedRole.objects.get()
    page = client.get(reverse("roles:imported", args=[imported.ref])).text
    assert "to be agreed" in page
    keys = [one.key for one in facts_in(list(imported.pieces.all()))]
    assert len(keys) == 3
    make(client, imported, facts=keys)
    draft = RoleDescription.objects.get().versions.get()
    assert (draft.where_note, draft.payment_note, draft.contact_details) == ("", "", "")
    assert (sorted(draft.to_agree), draft.payment) == (["contact_details", "where_note"], "to_be_agreed")
    other = builders.project(project.organisation, lead=project.lead)
    bring(client, other, "# Reader\n\n# Venue\nTBC\n# Contact\n")
    make(client, ImportedRole.objects.get(project=other))
    draft = other.roles.get().versions.get()
    assert (draft.where_note, draft.contact_details, draft.to_agree) == ("TBC", "", [])


def is_right_to_left(line):
    return "مرحبا" in line  # a PDF keeps it in the order in which it is seen


def test_the_preview_shows_every_piece_and_offers_facts_unticked(client, project):
    answer = bring(client, project, TRUST_TEXT)
    imported = ImportedRole.objects.get()
    assert answer.url == reverse("roles:imported", args=[imported.ref])
    page = client.get(answer.url).text
    for one in imported.pieces.all():
        for line in one.text.splitlines():
            assert line.replace("'", "&#x27;") in page
    assert "2 pieces are not placed yet" in page
    assert "£150 per day" in page
    assert " checked" not in page
    assert RoleDescription.objects.count() == 0


def test_only_ticked_facts_are_filled_in(client, project):
    bring(client, project, TRUST_TEXT)
    imported = ImportedRole.objects.get()
    make(client, imported)
    draft = RoleDescription.objects.get().versions.get()
    assert (draft.payment, draft.pay_rates, draft.quantity_min, draft.closes_on) == ("", [], None, None)
    assert draft.contact == project.lead
    assert draft.payment_note.startswith("£150 per day or £75 per half day.")
    other = builders.project(project.organisation, lead=project.lead)
    bring(client, other, TRUST_TEXT)
    imported = ImportedRole.objects.get(project=other)
    keys = [one.key for one in facts_in(list(imported.pieces.all()))]
    make(client, imported, facts=keys)
    draft = other.roles.get().versions.get()
    rates = [(row["pence"], row["unit"]) for row in draft.pay_rates]
    assert (draft.payment, rates) == ("fee", [(15000, "day"), (7500, "half_day")])
    assert (draft.time_amount, str(draft.quantity_min), draft.unit, draft.per) == (
        "at_least", "2.00", "day", "month",
    )  # fmt: skip
    assert str(draft.closes_on) == "2027-03-23"
    assert str(draft.closes_time) == "12:00:00"
    assert (draft.term_kind, draft.term_least, draft.term_unit) == ("at_least", 24, "month")


def test_what_is_not_placed_stays_with_the_role_and_can_be_placed_later(client, project):
    bring(client, project, TRUST_TEXT)
    imported = ImportedRole.objects.get()
    make(client, imported)
    role = RoleDescription.objects.get()
    page = reverse("roles:imported", args=[imported.ref])
    assert page in client.get(reverse("roles:detail", args=[role.ref])).text
    parking = imported.pieces.get(heading="Parking and meals")
    shown = client.get(page).text
    assert "free car park" in shown
    assert "Lived experience of hospital care" not in shown
    client.post(
        page, {f"piece_{parking.pk}": "more", f"piece_{imported.pieces.get(heading='Role title').pk}": ""}
    )
    assert role.versions.get().more.splitlines() == [
        "Parking and meals",
        "There is a free car park on Quay Street. Meals are half price.",
    ]
    title = imported.pieces.get(heading="Role title")
    client.post(page, {f"piece_{title.pk}": "more"})
    assert role.versions.get().more.splitlines() == [
        "Parking and meals",
        "There is a free car park on Quay Street. Meals are half price.",
        "Role title",
        "Patient Safety Partner",
    ]
    assert page not in client.get(reverse("roles:detail", args=[role.ref])).text
    assert "Everything has its place." in client.get(page).text


def test_bad_input_is_refused_and_nothing_is_lost(client, project):
    page = reverse("roles:bring_in", args=[project.ref])
    assert "one of the two" in client.post(page, {"text": ""}).text
    both = {"text": "Hello", "file": SimpleUploadedFile("a.txt", b"Hello")}
    assert "Hello" in client.post(page, both).text
    picture = io.BytesIO()
    from PIL import Image

    Image.new("RGB", (9, 9)).save(picture, "JPEG")
    sent = SimpleUploadedFile("a.jpg", picture.getvalue())
    assert "Choose a Word file" in client.post(page, {"file": sent}).text
    assert client.post(page, {"file": SimpleUploadedFile("a.docx", b"PK\x03\x04no")}).status_code == 200
    many = "\n\n".join(f"# Heading {n}\nText." for n in range(201))
    assert "more than 200 headings" in client.post(page, {"text": many}).text
    assert ImportedRole.objects.count() == 0
    client.post(page, {"text": "# Accountable to\n" + "word " * 60})
    imported = ImportedRole.objects.get()
    piece = imported.pieces.get()
    assert piece.field == ""  # more than the field takes
    refused = make(client, imported, title="Reader", **{f"piece_{piece.pk}": "accountable_to"})
    assert "takes 200 characters at most" in refused.text
    assert 'value="Reader"' in refused.text
    assert RoleDescription.objects.count() == 0
    builders.role(project, title="Reader")
    refused = make(client, imported, title="Reader")
    assert "already has a role with this title" in refused.text
    assert make(client, imported, title="").status_code == 200


def test_two_facts_that_differ_are_refused(client, project):
    bring(client, project, "# Time commitment\n2 days a month or 3 hours a week")
    imported = ImportedRole.objects.get()
    keys = [one.key for one in facts_in(list(imported.pieces.all()))]
    assert len(keys) == 2
    refused = make(client, imported, title="Reader", facts=keys)
    assert "say different things" in refused.text
    assert RoleDescription.objects.count() == 0


def test_it_can_be_thrown_away_before_it_is_a_role_not_after(client, project):
    bring(client, project, TRUST_TEXT)
    imported = ImportedRole.objects.get()
    drop = reverse("roles:drop_imported", args=[imported.ref])
    assert drop in client.get(reverse("roles:imported", args=[imported.ref])).text
    make(client, imported)
    client.post(drop)
    assert ImportedRole.objects.count() == 1
    bring(client, project, CHARITY_TEXT)
    second = ImportedRole.objects.get(role=None)
    assert (
        reverse("roles:imported", args=[second.ref])
        in client.get(reverse("roles:bring_in", args=[project.ref])).text
    )
    client.post(reverse("roles:drop_imported", args=[second.ref]))
    assert ImportedRole.objects.count() == 1


def test_strangers_see_nothing_of_it(client, trust, project):
    bring(client, project, TRUST_TEXT)
    ref = ImportedRole.objects.get().ref
    for user in (
        builders.staff_user("ppi_manager", builders.organisation()),
        builders.contributor_user(trust),
    ):
        builders.sign_in(client, user)
        assert client.get(reverse("roles:imported", args=[ref])).status_code == 404
        assert client.get(reverse("roles:bring_in", args=[project.ref])).status_code == 404
        assert client.post(reverse("roles:drop_imported", args=[ref])).status_code == 404
    builders.sign_in(client, builders.staff_user("read_only", trust))
    assert client.get(reverse("roles:imported", args=[ref])).status_code == 403


@pytest.mark.parametrize("headings", [3, 30])
def test_thirty_pieces_cost_no_more_queries_than_three(
    client, project, headings, django_assert_max_num_queries
):
    bring(client, project, "\n".join(f"# Heading {n}\nText {n}." for n in range(headings)))
    with django_assert_max_num_queries(14):
        client.get(reverse("roles:imported", args=[ImportedRole.objects.get().ref]))
