"""All models of the ground floor, gathered for Django from their rooms."""

from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.once import SpentToken
from coproduce.foundation.outbox.models import DemoMail, Message, MessageText
from coproduce.foundation.promises.models import Promise, PromiseDate

__all__ = ["DemoMail", "HistoryEntry", "Message", "MessageText", "Promise", "PromiseDate", "SpentToken"]
