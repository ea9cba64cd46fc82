"""Many at the same moment: everyone is in once, has one promise and one message; nothing is lost or doubled.

Through the actions alone; tests/trust/test_application_storm.py sends 200 a second through the web server.
"""

import threading
from collections import Counter

import pytest
from django.db import connections

from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from projects.selection.interest import actions
from projects.selection.interest.models import Expression, ExpressionAnswer
from projects.selection.replies import actions as replies
from projects.selection.replies import queries, rules
from tests.projects.selection.interest.conftest import close, draft

HANDS, EACH = 12, 4


def together(work, rows) -> list[str]:
    """Run `work` for every row, in threads that begin at one moment. Returns the names of what went wrong."""
    start, wrong = threading.Barrier(len(rows)), []

    def one(row) -> None:
        start.wait()
        try:
            work(row)
        except Exception as error:
            wrong.append(f"{type(error).__name__}: {error}")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=[row]) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_storm_loses_nobody_and_doubles_nobody(opportunity):
    def forward(number: int) -> None:
        for turn in range(EACH):
            row, _code = draft(opportunity, email=f"p{number}.{turn}@example.org")
            actions.send(row, by=None)
            actions.send(row, by=None)

    assert together(forward, range(HANDS)) == []
    many = HANDS * EACH
    assert Expression.objects.waiting().count() == many
    assert ExpressionAnswer.objects.count() == many * 2
    assert Counter(Promise.objects.open().values_list("subject_id", flat=True)).most_common(1)[0][1] == 1
    assert Promise.objects.open().count() == many
    assert Notification.objects.filter(kind="selection/came_in").count() == many


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_sent_by_many_hands_is_sent_once(opportunity):
    row, _code = draft(opportunity)
    assert together(lambda _number: actions.send(row, by=None), range(HANDS)) == []
    assert Notification.objects.filter(kind="selection/came_in").count() == 1
    assert Promise.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_answers_sent_by_two_hands_go_out_once(opportunity, manager):
    for number in range(5):
        row, _code = draft(opportunity, email=f"p{number}@example.org")
        replies.decide(actions.send(row, by=None), outcome="no", by=manager)
    replies.write(opportunity, outcome="no", words="No.", by=manager)
    close(opportunity)
    seen = rules.seal(queries.waiting(opportunity), queries.words(opportunity))
    wrong = together(lambda _n: replies.send_all(opportunity, seen=seen, by=manager), range(4))
    assert len(wrong) == 3
    assert Notification.objects.filter(kind="selection/answered").count() == 5
