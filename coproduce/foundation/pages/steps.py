"""How one of the five steps stands. Every app that is a step answers with this."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class StepState:
    """Where a step stands: `missing` holds sentences that say what to do, `summary` one short line."""

    done: bool
    started: bool
    missing: list[str] = field(default_factory=list)
    summary: str = ""
