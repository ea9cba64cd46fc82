"""Everyone: asking to hear of new opportunities, the link in the first mail, the one step that ends it."""

import re

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from contributors.accounts.sign_in.decorators import constant_time
from coproduce.foundation import permissions
from coproduce.foundation.kept_forms.decorators import never_kept
from projects.selection.alerts import actions
from projects.selection.alerts.forms import AskForm
from projects.selection.alerts.models import Alert

LINK = re.compile(r"[A-Za-z0-9_-]{43}")  # what a link of ours looks like; nothing is told of any that does


@constant_time
@login_not_required
@never_cache
@never_kept
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take an email, topics and places. What is said next is the same for every address."""
    form = AskForm(request.POST or None, initial={"topics": request.GET.getlist("topic")})
    if form.is_valid():
        if ratelimit.consume(request, action="opportunity_news"):
            actions.ask(**form.cleaned_data)
        return redirect("alerts:asked")
    context = {
        "form": form,
        "layout": "layouts/open.html",
        "heading": _("Tell me about new ones"),
        "lead": _("We write to you when something opens that you may like. You can stop at any time."),
        "back_url": reverse("opportunities:list"),
    }
    return render(request, "selection/alert_ask.html", context)


@login_not_required
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say what comes next."""
    return render(request, "selection/alert_asked.html", {"back_url": reverse("opportunities:list")})


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def prove(request: HttpRequest, token: str) -> HttpResponse:
    """Take the yes of whoever reads the mailbox. Opening the link changes nothing; the button does."""
    if not LINK.fullmatch(token):
        raise Http404
    said_yes, counts = request.method == "POST", False
    if said_yes:
        try:
            actions.prove(token)
        except actions.LinkOver:
            pass
        else:
            counts = True
    return render(request, "selection/alert_prove.html", {"said_yes": said_yes, "counts": counts})


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, ref: str) -> HttpResponse:
    """One button ends it; mail programs that open every link end nothing."""
    alert = permissions.get_visible_or_404(Alert.objects.all(), ref)
    if request.method == "POST":
        actions.stop(alert)
    return render(request, "selection/alert_stop.html", {"stopped": request.method == "POST"})
