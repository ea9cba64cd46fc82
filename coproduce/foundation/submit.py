"""The one way in which a page acts and says how it went."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.http import HttpRequest

from coproduce.foundation.transitions import TransitionRefused

R = TypeVar("R")


def submit(
    request: HttpRequest,
    form: BaseForm | BaseFormSet | None,
    action: Callable[[], R],
    *,
    done: str | Callable[[R], str] = "",
) -> bool:
    """Do what a page was sent for. Returns True when it is done and the view may redirect.

    Nothing happens on a GET, or while the form has errors. `action` takes nothing: a lambda over
    `form.cleaned_data` and `by=request.user`, read only after the form was checked. `done` is what the
    person is told (a function of the action's result when it depends on it; "" when the next page says it).

    A refusal by the action becomes an error of the form, so the page comes back with all that was typed;
    without a form it is a banner, and False says that nothing was changed.
    """
    if request.method != "POST" or (form is not None and not form.is_valid()):
        return False
    try:
        result = action()
    except TransitionRefused as refusal:
        if isinstance(form, BaseForm):
            form.add_error(None, str(refusal))
        else:
            messages.error(request, str(refusal))
        return False
    if text := done(result) if callable(done) else done:
        messages.success(request, text)
    return True
