"""Connections that break in the middle of a request: the server was restarted, the network was cut."""

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.http import HttpRequest

DATABASE_AWAY = (OperationalError, InterfaceError)
"""The database did not do what it was asked: away, too busy, its disk full. What was asked may be right."""


PASSING = {"57P01", "57P02", "57P03", "40001", "40P01"}
"""PostgreSQL shuts down, starts up, or chose this transaction to give way to another."""


def may_try_again(error: Exception) -> bool:
    """Say whether the same work may succeed at once on a new connection, and no transaction is open.

    The connection itself does not tell: leaving a transaction, Django has opened a new one by now. A lost
    connection has no code of PostgreSQL's, or one of its class 08.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return False
    code = getattr(error.__cause__, "pgcode", None)
    return code is None or code in PASSING or code.startswith("08")


def begin_anew(request: HttpRequest) -> None:
    """Drop broken connections and wind the request back, so that its view can run once more."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()
    if request.method == "POST":
        for _name, files in request.FILES.lists():
            for sent in files:
                sent.seek(0)
    if queued := getattr(getattr(request, "_messages", None), "_queued_messages", None):
        queued.clear()  # the view says again what it did
