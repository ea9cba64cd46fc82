"""What somebody says about a line. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """What an approver says about one line. `why` is shown to the person."""

    approve: bool = False
    refuse: bool = False
    ask: bool = False
    why: str = ""

    @property
    def complete(self) -> bool:
        """One of the three, with a reason unless it is yes."""
        return [self.approve, self.refuse, self.ask].count(True) == 1 and (
            self.approve or bool(self.why.strip())
        )
