from coproduce.foundation.promises.models.promises import OPEN, Promise, PromiseQuerySet
from coproduce.foundation.promises.models.records import PromiseDate, PromiseOwner, PromiseWait

__all__ = ["OPEN", "Promise", "PromiseDate", "PromiseOwner", "PromiseQuerySet", "PromiseWait"]
