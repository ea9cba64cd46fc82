"""History and journal are what was written, to the last row: the chain over them, and its heads outside."""

from coproduce.audit.invariants import EXAMPLES, Finding, invariant
from coproduce.foundation.history.chain.queries import Walk, broken_heads, heads_outside

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
