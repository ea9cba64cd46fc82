import pytest

from coproduce.foundation import clock
from projects.selection.drawing import actions as drawing
from projects.selection.drawing.models import ChoosingRule, KeptGroup
from projects.selection.interest.models import Expression
from projects.selection.opportunities.models import Opportunity
from projects.selection.places import actions
from tests.projects.selection.interest.conftest import DAY, close, manager, opened, project, sent

__all__ = ["manager", "project"]
SEED = "3 8 15 22 31 40"


def ruled(opportunity, *, method="draw", reserves=2, groups=()):
    """Give an opportunity a rule as if it had one before it opened."""
    was = opportunity.opened_at
    Opportunity.objects.filter(pk=opportunity.pk).update(status="draft", opened_at=None)
    made = ChoosingRule.objects.create(
        opportunity=opportunity,
        method=method,
        reserves=reserves,
        reserve_until=opportunity.hear_by + 60 * DAY if reserves else None,
        seed_from="The main numbers of Lotto",
        seed_on=clock.today() + 9 * DAY,
    )
    for place, least in enumerate(groups, 1):
        KeptGroup.objects.create(
            rule=made, place=place, least=least, label=f"Group {place}", question=f"I am of group {place}"
        )
    Opportunity.objects.filter(pk=opportunity.pk).update(status="open", opened_at=was)
    return made


@pytest.fixture
def opportunity(project, manager):
    made = opened(project, manager)
    ruled(made)
    return made


def applied(opportunity, n, *, groups=()) -> list[Expression]:
    """So many people put themselves forward; `groups`: {number: groups they say they are of}."""
    rows = []
    for number in range(n):
        row = sent(opportunity, name=f"Person {number}", email=f"person{number}@example.org")
        if said := dict(groups).get(number):
            drawing.save_wishes(row, groups=said, feedback=False, by=None)
        rows.append(row)
    return rows


def listed(opportunity, manager):
    close(opportunity)
    return actions.publish(opportunity, by=manager)


def drawn(opportunity, manager, traveller):
    """Publish the list, let its day come, and draw."""
    made = listed(opportunity, manager)
    traveller.move_to(clock.end_of_day(made.seed_on))
    return actions.draw(opportunity, seed=SEED, by=manager)
