from coproduce.foundation.promises.models.absences import Absence
from coproduce.foundation.promises.models.escalation import EscalationSettings, PromiseEscalation, Step
from coproduce.foundation.promises.models.promises import OPEN, Promise, PromiseQuerySet
from coproduce.foundation.promises.models.records import PromiseDate, PromiseOwner, PromiseWait

__all__ = [
    "OPEN",
    "Absence",
    "EscalationSettings",
    "Promise",
    "PromiseDate",
    "PromiseEscalation",
    "PromiseOwner",
    "PromiseQuerySet",
    "PromiseWait",
    "Step",
]
