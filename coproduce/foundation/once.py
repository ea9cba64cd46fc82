"""A form that creates or pays is acted on once, however often it is sent.

Each form carries a random token. The first post with it does the work and its answer is kept;
any later one (double click, back button, retry after a time-out) gets the same answer (trust R3).
"""

import re
from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.db import models, transaction
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase

from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.requests import P, Signed, View

TOKEN = re.compile(r"[0-9a-f]{32}")
KEPT = timedelta(hours=24)


class SpentToken(models.Model):
    """A form token that was used, by whom, and where the answer sent them."""

    token = models.CharField(max_length=32)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    path = models.CharField(max_length=200)
    result = models.CharField(max_length=500, blank=True)
    spent_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id user path result spent_at", secret="token")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "user", "path"], name="form_token_spent_once")
        ]

    def __str__(self) -> str:
        return self.path


def once(view: View[Signed, P]) -> View[Signed, P]:
    """Run a POST in one transaction that spends its token; a repeat is answered with the first result.

    A view that answers with anything but a redirect (a form with errors) changes nothing and
    leaves the token unspent. A post without a token is acted on as it is.
    """

    @wraps(view)
    def acted_once(request: Signed, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        token = request.POST.get("once", "") if request.method == "POST" else ""
        if not TOKEN.fullmatch(token):
            return view(request, *args, **kwargs)
        with transaction.atomic():
            # The unique constraint makes a second, simultaneous post wait for the first one here.
            spent, first = SpentToken.objects.get_or_create(
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


def forget_old_tokens() -> int:
    """Delete tokens older than a day. Returns how many."""
    return SpentToken.objects.filter(spent_at__lt=clock.now() - KEPT).delete()[0]
