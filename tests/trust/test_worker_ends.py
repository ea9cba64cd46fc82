"""A worker that is asked to stop is gone within ten seconds, whatever the mail server does, and holds nothing back."""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from coproduce.foundation.notifications.models import MailServer, Notification
from coproduce.foundation.notifications.sending import delivery, sweeping
from coproduce.foundation.notifications.states import State
from tests.failing_sink import SILENCE, Failing
from tests.trust.crew import CELERY, ROOT, Crew
from tests.trust.test_reminder_storm import reminders_due, wait_until

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.redis,
    pytest.mark.django_db(transaction=True, databases=["default", "monitoring"]),
]
QUEUED, SECONDS = 60, 10
POOLS = {"solo": ["-P", "solo"], "prefork": ["--concurrency", "2", "--max-tasks-per-child", "500"]}


@contextmanager
def worker(crew: Crew, pool: str) -> Iterator[subprocess.Popen]:
    """A worker of this pool, with beat to call it."""
    command = [*CELERY, "worker", *POOLS[pool], "--without-gossip", "--without-mingle"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    crew.running["worker"] = subprocess.Popen(command, cwd=ROOT, env=crew.environment, **quiet)
    crew.start("beat")
    try:
        yield crew.running["worker"]
    finally:
        crew.__exit__()


def seconds_to_stop(process: subprocess.Popen) -> float:
    asked = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=60)
    return time.monotonic() - asked


STOPPED = {
    "slow": ({"every_answer_slow": 0.4}, "prefork"),
    "no greeting": ({"greeting": SILENCE}, "prefork"),
    "silent at RCPT TO": ({"every_rcpt": SILENCE}, "solo"),
}


@pytest.mark.parametrize(("orders", "pool"), STOPPED.values(), ids=STOPPED)
def test_sigterm_ends_a_busy_worker_and_nothing_is_held_back(
    redis_url, tmp_path, settings, record_property, orders, pool
):
    reminders_due(QUEUED)
    with Failing(**orders) as sink:
        with worker(Crew(redis_url, sink.port, tmp_path, 1), pool) as process:
            wait_until(lambda: sink.connections, seconds=60)
            time.sleep(1)
            took = seconds_to_stop(process)
        record_property("stopped_after", round(took, 1))
        assert took <= SECONDS
        assert not Notification.objects.exclude(lease_until=None).exists()
        untried = Notification.objects.filter(state=State.WAITING)
        assert set(untried.values_list("attempts", flat=True)) <= {0}
        left = QUEUED - len(sink.taken)
        assert sweeping.tally()[State.WAITING] == left
        sink.orders.__init__()
        settings.OUTBOX_TRANSPORT = "coproduce.foundation.notifications.sending.smtp.Transport"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        MailServer.objects.update(ill_since=None, probe_at=None)
        assert delivery.deliver_due() == left
        assert sink.received() == {f"person{n}@example.org": 1 for n in range(QUEUED)}


def test_sigterm_after_the_dot_keeps_the_lease_of_what_may_have_arrived(redis_url, tmp_path, record_property):
    reminders_due(QUEUED)
    with (
        Failing(every_answer_slow=60) as sink,
        worker(Crew(redis_url, sink.port, tmp_path, 1), "prefork") as process,
    ):
        wait_until(lambda: sink.asked, seconds=60)
        took = seconds_to_stop(process)
        record_property("stopped_after", round(took, 1))
        assert took <= SECONDS
        held = Notification.objects.filter(state=State.SENDING).count()
        assert held == len(set(sink.asked))
        assert sweeping.tally()[State.WAITING] == QUEUED - held
