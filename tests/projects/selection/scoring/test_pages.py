"""Pages of scorers and of who runs the scoring. No page of a scorer tells who wrote a text before it is closed."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.foundation import clock
from projects.selection.interest.models import Expression
from projects.selection.panel import actions as panel
from projects.selection.panel.models import Declaration
from projects.selection.scoring import actions, queries
from projects.selection.scoring.models import Lock, Score, ScoringEnd, Talk
from tests import builders
from tests.projects.selection.interest.conftest import close, sent
from tests.projects.selection.scoring.conftest import begun, lock

pytestmark = pytest.mark.django_db
OF_NOW = ("Set-Cookie", "Expires")
TOKENS = re.compile(
    rb'name="(?:csrfmiddlewaretoken|idempotency_key|form_for)" value="[^"]*"|"X-CSRFToken": "[^"]*"'
)


def client_of(member) -> Client:
    return builders.sign_in(Client(), member.person.account)


def page(member, name, *args):
    return reverse(f"my_scoring:{name}", args=[member.ref, *args])


def points(opportunity, *given, **more) -> dict[str, str]:
    data = {}
    for one, value in zip(opportunity.criteria.all(), given, strict=True):
        data |= {f"p{one.pk}": str(value), f"w{one.pk}": "Says so"}
    return data | more


def test_one_text_after_the_other_until_all_are_locked(opportunity, rows, scorers):
    cal, _pat = scorers
    client, (first, second) = client_of(cal), queries.order_of(cal)
    assert f"{first}" in client.get(page(cal, "texts")).content.decode()
    shown = client.get(page(cal, "score", first)).content.decode()
    assert "I am […] […] and I care." in shown
    half = points(opportunity, 3, 2)
    half.popitem()
    back = client.post(page(cal, "score", first), half).content.decode()
    assert "Say why, in a few words." in back  # and nothing is lost
    assert "Says so" in back
    assert client.post(page(cal, "score", first), half | {"draft": "1"}).url == page(cal, "texts")
    assert "Says so" in client.get(page(cal, "score", first)).content.decode()
    answer = client.post(page(cal, "score", first), points(opportunity, 3, "cannot"))
    assert answer.url == page(cal, "score", second)
    answer = client.post(page(cal, "score", second), points(opportunity, 3, 2))
    assert answer.url == page(cal, "texts")
    assert "You have locked everything" in client.get(answer.url).content.decode()
    assert Lock.objects.filter(member=cal).count() == 2


def test_a_draft_saves_itself(opportunity, rows, scorers):
    cal, _pat = scorers
    client, (first, _second) = client_of(cal), queries.order_of(cal)
    data = points(opportunity, 3, 2)
    data.popitem()
    answer = client.post(page(cal, "draft", first), data).content.decode()
    assert answer.startswith("Saved at")
    assert Score.objects.filter(member=cal).count() == 2
    lock(cal, Expression.objects.get(blind_ref=first), 1, 1)
    assert client.post(page(cal, "draft", first), data).content.decode() == "Not saved yet."


def test_others_are_read_after_ones_own_lock(opportunity, rows, scorers):
    cal, pat = scorers
    lock(pat, rows[0], 1, 4)
    Score.objects.filter(member=pat).update()
    client, there = client_of(cal), page(cal, "score", rows[0].blind_ref)
    before = client.get(there).content.decode()
    assert "Pat Public" not in before
    assert "It says so" not in before
    client.post(there, points(opportunity, 4, 4))
    after = client.get(there).content.decode()
    assert "Pat Public" in after
    assert "It says so" in after


def test_nobody_else_gets_to_a_scorers_pages(opportunity, rows, scorers, manager):
    cal, pat = scorers
    code = rows[0].blind_ref
    there = [page(cal, "texts"), page(cal, "score", code), page(cal, "draft", code)]
    for user in (pat.person.account, manager):
        client = builders.sign_in(Client(), user)
        assert [client.get(there[0]).status_code, client.get(there[1]).status_code] == [404, 404]
        assert client.post(there[2], {}).status_code == 404
    Declaration.objects.filter(member=cal, expression=rows[0]).update(conflict=True, late=True)
    assert client_of(cal).get(there[1]).status_code == 404
    panel.end(cal, why="Ill", by=manager)
    assert client_of(cal).get(there[0]).status_code == 404


def anonymous(response, code: str) -> tuple[bytes, dict[str, str]]:
    """What a response says but for the text's own random code and the tokens of its forms."""
    body = TOKENS.sub(b"", response.content).replace(code.encode(), b"CODE")
    return body, {name: value for name, value in response.headers.items() if name not in OF_NOW}


def test_two_people_with_the_same_words_look_the_same_to_the_byte(opportunity, manager):
    """Whoever it is, however they came, early or late: no page, header, size or name of a file differs."""
    rows = [
        sent(opportunity, "I am Rosa Quill and I care.", name="Rosa Quill", email="rosa@example.org"),
        sent(
            opportunity,
            "I am Bartholomew Featherstonehaugh and I care.",
            name="Bartholomew Featherstonehaugh",
            channel="phone",
            email="",
            phone="0117 496 0199",
        ),
    ]
    Expression.objects.filter(pk=rows[1].pk).update(
        late_why="Post", typed_by=manager, came_by="post", sent_at=clock.now(), for_somebody=True
    )
    cal, _pat = begun(opportunity, rows, manager)
    client = client_of(cal)
    order = queries.order_of(cal)
    seen = []
    for row in rows:
        response = client.get(page(cal, "score", row.blind_ref))
        for name in ("Rosa", "Quill", "Featherstone", "Barthol", "0199", "rosa@", row.ref, f"/{row.pk}/"):
            assert name.encode() not in response.content
        number = order.index(row.blind_ref) + 1
        body, headers = anonymous(response, row.blind_ref)
        seen.append((body.replace(f"Text {number} of".encode(), b"Text N of"), headers))
    assert seen[0] == seen[1]
    listed = client.get(page(cal, "texts")).content.decode()
    assert sorted(order, key=listed.rindex) == order  # the order of the list is the scorer's own


def test_no_page_but_the_closed_result_names_anybody(opportunity, rows, scorers, manager):
    cal, pat = scorers
    criterion = opportunity.criteria.first()
    staff = builders.sign_in(Client(), manager)
    overview = reverse("scoring:overview", args=[opportunity.ref])
    lock(cal, rows[0], 4, 2)
    assert rows[0].blind_ref not in staff.get(overview).content.decode()  # not all have locked it
    lock(pat, rows[0], 1, 2)
    for member in scorers:
        lock(member, rows[1], 3, 2)
    talks = [page(cal, "talk", rows[0].blind_ref, criterion.ref),
             reverse("scoring:talk", args=[opportunity.ref, rows[0].blind_ref, criterion.ref])]  # fmt: skip
    said = staff.get(overview).content.decode()
    assert talks[1] in said
    before = [
        said,
        *(
            client.get(one).content.decode()
            for client, one in zip((client_of(cal), staff), talks, strict=True)
        ),
    ]
    assert not any("Rosa Quill" in one or "Bo Li" in one for one in before)
    client_of(cal).post(talks[0], {"note": "We saw it alike in the end.", "settled": "3"})
    assert Talk.objects.get().settled_points == 3
    assert "Close scoring" in staff.get(overview).content.decode()
    staff.post(reverse("scoring:close", args=[opportunity.ref]), {})
    assert ScoringEnd.objects.exists()
    after = staff.get(overview).content.decode()
    assert "Rosa Quill" in after
    assert after.index("Bo Li") < after.index("Rosa Quill") or "5" in after


def test_whoever_scores_sees_no_pages_with_names_until_it_is_closed(opportunity, rows, scorers):
    cal, pat = scorers
    client = client_of(cal)
    detail = reverse("expressions:detail", args=[rows[0].ref])
    assert client.get(detail).status_code == 404
    assert client.get(reverse("redaction:start", args=[opportunity.ref])).status_code == 404
    for row in rows:
        for member in scorers:
            lock(member, row, 3, 2)
    actions.close(opportunity, by=pat.person.account)
    assert client.get(detail).status_code == 200


def test_staff_ask_for_points_and_move_the_day(opportunity, rows, scorers, manager):
    staff = builders.sign_in(Client(), manager)
    there = reverse("scoring:day", args=[opportunity.ref])
    past = clock.today()
    sent_day = {"day_0": past.day, "day_1": past.month, "day_2": past.year}
    assert "from tomorrow" in staff.post(there, sent_day).content.decode()
    form = staff.get(there).content.decode()
    given = re.findall(r'name="(day_\d)"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="(day_\d)"', form)
    data = {a or d: b or c for a, b, c, d in given}
    assert staff.post(there, data).status_code == 302
    assert queries.asked_by(scorers[1])


def test_begun_by_staff_each_scorer_is_asked(opportunity, rows, manager):
    found = begun(opportunity, rows, manager, begin=False)
    panel.begin(opportunity, by=manager)
    assert [queries.asked_by(one) is not None for one in found] == [True, True]
    panel.end(found[1], why="Ill", by=manager)
    assert queries.asked_by(found[1]) is None


def test_not_begun_with_names_left(opportunity, rows, manager):
    close(opportunity)
    staff = builders.sign_in(Client(), manager)
    said = staff.get(reverse("scoring:overview", args=[opportunity.ref])).content.decode()
    assert "2 texts still have names in them" in said
    assert reverse("redaction:start", args=[opportunity.ref]) in said
