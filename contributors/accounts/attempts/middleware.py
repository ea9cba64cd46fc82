import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from contributors.accounts.attempts import rules
from contributors.accounts.attempts.queries import network

log = logging.getLogger("coproduce.security")


class Attempts:
    """Writes what was refused, and proofs that failed, to the log.

    It stands inside the even time of signing in, so what it takes tells nobody anything. Who asked is named
    only where that was looked up already: an answer to a flood must not cost a question to the database.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        page = request.resolver_match.view_name if request.resolver_match else ""
        user = getattr(request, "_cached_user", None)  # Django's, once `request.user` was read
        status = response.status_code
        what = rules.what_happened(
            status=status,
            page=page,
            posted=request.method == "POST",
            is_signed_in=bool(user and user.is_authenticated),
        )
        if what:
            account = user.pk if user else None
            log.info(rules.line(what, status=status, page=page, account=account, network=network(request)))
        return response
