"""Pages for tests: a form with every field we have, and one with every component."""

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path

from coproduce import gallery
from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form, Reveal

NATIONS = [("en", "England"), ("cy", "Wales"), ("sc", "Scotland"), ("ni", "Northern Ireland")]


class EveryField(Form):
    submit_label = "Send it"
    reveals = (Reveal("travel", {"other": ["other_way"]}), Reveal("needs", {"print": ["print_size"]}))
    secondary = ("Cancel", "/components/")
    other_buttons = (("draft", "Save and finish later"),)

    name = fields.PersonNameField(label="What is your name?")
    known_as = fields.LineField(label="Known as", required=False)
    email = fields.EmailField(label="Email address", help_text="We send your code here.")
    phone = fields.PhoneField(label="Phone number")
    postcode = fields.PostcodeField(label="Postcode")
    story = fields.TextField(label="What happened?", help_text="In your own words.", max_length=200)
    day = fields.DateField(label="When was it?")
    start = fields.TimeField(label="Start time")
    length = fields.DurationField(label="How long did it take?")
    paid = fields.MoneyField(label="How much did you pay?")
    miles = fields.MilesField(label="How far did you drive?")
    sort_code = fields.SortCodeField(label="Sort code")
    account = fields.AccountNumberField(label="Account number")
    account_name = fields.AccountNameField(label="Name on the account")
    roll = fields.RollNumberField(label="Roll number")
    receipt = fields.ReceiptField(label="Your receipt")
    nation = fields.SelectField(label="Nation", choices=[("", "Choose one"), *NATIONS])
    travel = fields.RadioField(
        label="How did you travel?",
        choices=[("train", "By train"), ("other", "Another way")],
        hints={"train": "Also tram and underground"},
    )
    other_way = fields.LineField(label="Which way?", required=False)
    needs = fields.CheckboxesField(
        label="What helps you?", choices=[("loop", "Hearing loop"), ("print", "Large print")]
    )
    print_size = fields.LineField(label="Print size", required=False, width=3)
    again = fields.YesNoField(label="Would you come again?")
    agree = fields.CheckboxField(
        label="I have read the role description", help_text="Version 3 of 1 May 2027"
    )
    password = django_forms.CharField(label="Password", widget=django_forms.PasswordInput)

    def clean(self):
        if self.cleaned_data.get("travel") == "other":
            self.need("other_way", "Tell us how you travelled")


@login_not_required
def every_field(request):
    form = EveryField(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        messages.success(request, "We have your answers.")
        return redirect("components")
    return render(
        request,
        "layouts/form_page.html",
        {"form": form, "heading": "Every field", "back_url": "/components/"},
    )


class Someone:
    """Signed in, as far as a layout can see."""

    is_authenticated = True

    def __str__(self):
        return "Siân O'Neil"


SIGNED_IN = {
    "user": Someone(),
    "navigation": [
        *[("Home", "#h", True), ("Projects", "#p", False), ("People", "#e", False), ("Claims", "#c", False)],
        *[("Payments", "#y", False), ("Promises", "#r", False), ("Messages", "#m", False)],
    ],
}


@login_not_required
def components(request):
    return render(request, gallery.PAGE, gallery.samples() | SIGNED_IN)


@login_not_required
def account(request):
    return HttpResponse()


urlpatterns = [
    path("every-field/", every_field, name="every-field"),
    path("components/", components, name="components"),
    path("account/logout/", account, name="account_logout"),
    path("account/login/", account, name="account_login"),
    path("account/devices/", account, name="account_devices"),
    path("accessibility/", account, name="accessibility"),
    path("privacy/", account, name="privacy"),
    path("opportunities/", include(([path("", account, name="list")], "opportunities"))),
]
handler404 = "django.views.defaults.page_not_found"
