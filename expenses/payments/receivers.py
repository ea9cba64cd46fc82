"""What payments do when other apps say that something happened; each receiver stands in its topic."""

from expenses.payments.advances import receivers as advances
from expenses.payments.waits import receivers as waits

__all__ = ["advances", "waits"]
