"""One table says what each status of a run, a payment, a file from the bank and its lines means."""

import pytest

from expenses.payments import states
from expenses.payments.files import states as files
from expenses.payments.results import states as results


@pytest.mark.parametrize(
    ("table", "statuses"),
    [
        (states.RUN_FACTS, states.RunState),
        (states.RESULT_FACTS, states.Result),
        (files.FACTS, files.SettingsState),
        (results.FACTS, results.ReportState),
        (results.FINDING_FACTS, results.Finding),
    ],
)
def test_every_status_has_facts(table, statuses):
    assert set(table) == set(statuses)


def test_what_does_not_fit_is_red():
    red = {finding for finding, facts in results.FINDING_FACTS.items() if facts.colour == "red"}
    assert red == set(results.DIFFERENT)
