"""The page for somebody who has to wait because others tried with their address."""

from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from contributors.accounts.known_device import actions, forms
from coproduce.foundation.pages.requests import signed_in

DOES_NOT_WORK = _("That is not a code that works. Check it. It works once, for 30 minutes.")
TOO_MANY = _("That was too many tries. Wait a few minutes and try again.")
KNOWN_NOW = _("Thank you. You can sign in now.")


@login_not_required
@never_cache
@sensitive_post_parameters("code")
def new_device(request: HttpRequest) -> HttpResponse:
    """Take the code that came by e-mail. It lets this device try again at once, and signs nobody in."""
    if signed_in(request):
        return HttpResponseRedirect(reverse("home"))
    form = forms.NewDevice(request.POST or None)
    if form.is_valid():
        if not actions.may_type(request):
            form.add_error("code", TOO_MANY)
        elif not actions.make_known(request, form.cleaned_data["code"]):
            form.add_error("code", DOES_NOT_WORK)
        else:
            messages.success(request, KNOWN_NOW)
            onward = passthrough_next_redirect_url(request, reverse("account_login"), "next")
            return HttpResponseRedirect(onward)
    return render(request, "account/new_device.html", {"form": form, "next": get_next_redirect_url(request)})
