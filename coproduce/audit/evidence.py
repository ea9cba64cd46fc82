"""What is kept: history and journal to the last row, with their chain, and nothing longer than its time."""

from coproduce.audit.invariants import EXAMPLES, Finding, invariant
from coproduce.foundation.history.chain.queries import Walk, broken_heads, heads_outside
from coproduce.rights.times.retention import overdue

MEND = (
    "Someone changed the database past the application. Keep it as it is, find out who holds the password"
    " of its owner, and compare with a backup."
)


@invariant(holds="Every row of history and journal is as it was added, and none is missing.", mend=MEND)
def chain_is_whole() -> Finding:
    walk = Walk()
    broken = list(walk.broken())
    return Finding(walk.checked, len(broken), broken[:EXAMPLES])


@invariant(holds="The chain leads through every head that was kept outside the database.", mend=MEND)
def heads_outside_fit() -> Finding:
    broken = list(broken_heads())
    return Finding(len(heads_outside()), len(broken), broken[:EXAMPLES])


@invariant(
    holds="Nothing outlives its time by more than a week (rights/times/lines.py).",
    mend="The nightly task rights.keep_to_times does not run, or fails: see the log.",
)
def nothing_outlives_its_time() -> Finding:
    late, checked = overdue()
    return Finding(checked=checked, broken=sum(late.values()), examples=sorted(late))
