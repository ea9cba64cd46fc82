"""Each form carries a random key. The first post with it does the work and its answer is kept;
any later one (double click, back button, retry after a time-out) gets the same answer (trust R3).

A connection that breaks on the way leaves open whether the work was stored. The key answers that: stored
with the work or not at all. So the same post is tried once more, at once and without asking anybody.
"""

import re
from functools import wraps

from django.db import transaction
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase

from coproduce.foundation.database.lost import DATABASE_AWAY, begin_anew, may_try_again
from coproduce.foundation.idempotency.models import IdempotencyKey
from coproduce.foundation.pages.requests import P, Signed, View

KEY = re.compile(r"[0-9a-f]{32}")


def idempotent(view: View[Signed, P]) -> View[Signed, P]:
    """Run a POST in one transaction that spends its token; a repeat is answered with the first result.

    A view that answers with anything but a redirect (a form with errors) changes nothing and
    leaves the token unspent. A post without a token is acted on as it is.
    """

    @wraps(view)
    def acted_once(request: Signed, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        token = request.POST.get("idempotency_key", "") if request.method == "POST" else ""
        if not KEY.fullmatch(token):
            return view(request, *args, **kwargs)
        try:
            return act_once(request, token, *args, **kwargs)
        except DATABASE_AWAY as error:
            if not may_try_again(error):
                raise
        begin_anew(request)
        return act_once(request, token, *args, **kwargs)

    def act_once(request: Signed, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        with transaction.atomic():
            # The unique constraint makes a second, simultaneous post wait for the first one here.
            spent, first = IdempotencyKey.objects.get_or_create(
                token=token, user=request.user, path=request.path[:200]
            )
            if not first:
                return HttpResponseRedirect(spent.result or request.path)
            response = view(request, *args, **kwargs)
            if isinstance(response, HttpResponseRedirect):
                spent.result = response.url[:500]
                spent.save(update_fields=["result"])
            else:
                transaction.set_rollback(True)
            return response

    return acted_once
