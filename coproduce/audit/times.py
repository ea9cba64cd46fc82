"""Nothing is kept longer than the table says."""

from coproduce.audit.invariants import Finding, invariant
from coproduce.rights.times.retention import overdue


@invariant(
    holds="Nothing outlives its time by more than a week (rights/times/lines.py).",
    mend="The nightly task rights.keep_to_times does not run, or fails: see the log.",
)
def nothing_outlives_its_time() -> Finding:
    late, checked = overdue()
    return Finding(checked=checked, broken=sum(late.values()), examples=sorted(late))
