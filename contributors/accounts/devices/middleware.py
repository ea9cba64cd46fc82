import logging

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

from coproduce.foundation.database.lost import DATABASE_AWAY, begin_anew

log = logging.getLogger(__name__)


class Sessions(SessionMiddleware):
    """Django's sessions; but a connection that breaks while one is saved makes no error of a stored post.

    The work is done and committed by then. The worst that is lost is a sentence that says so.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Save the session, once more on a new connection if the first one broke."""
        try:
            return super().process_response(request, response)
        except (SessionInterrupted, *DATABASE_AWAY) as error:
            if not _connection_broke(error):
                raise
        begin_anew(request)
        try:
            return super().process_response(request, response)
        except (SessionInterrupted, *DATABASE_AWAY):
            log.warning("A session was not saved: the database was away.")
            return response


def _connection_broke(error: BaseException | None) -> bool:
    """Say whether the database was away, and not the session signed out elsewhere."""
    while error is not None:
        if isinstance(error, DATABASE_AWAY):
            return True
        error = error.__context__
    return False
