"""The one way in which a page acts and says how it went."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.http import HttpRequest

from coproduce.foundation.known import known
from coproduce.foundation.transitions import TransitionRefused

R = TypeVar("R")


@dataclass(frozen=True)
class Outcome(Generic[R]):
    """How it went: true when the action was done, then with its result."""

    done: bool
    value: R | None = None

    def __bool__(self) -> bool:
        return self.done

    @property
    def result(self) -> R:
        """What the action returned. Raises ValueError when it was not done."""
        return known(self.value)


def submit(
    request: HttpRequest,
    form: BaseForm | BaseFormSet | None,
    action: Callable[[], R],
    *,
    done: str | Callable[[R], str] = "",
    field: str | None = None,
) -> Outcome[R]:
    """Do what a page was sent for. The outcome is true when it is done and the view may redirect.

    Nothing happens on a GET, or while the form has errors. `action` takes nothing: a lambda over
    `form.cleaned_data` and `by=request.user`, read only after the form was checked. `done` is what the
    person is told (a function of the action's result when it depends on it; "" when the next page says it).
    A result with an `undo_ref` gives the banner a button that puts back what was removed.

    A refusal by the action becomes an error of the form (of `field`, where one is meant), so the page comes
    back with all that was typed; without a form it is a banner, and nothing was changed.
    """
    if request.method != "POST" or (form is not None and not form.is_valid()):
        return Outcome(done=False)
    try:
        result = action()
    except TransitionRefused as refusal:
        if isinstance(form, BaseForm):
            form.add_error(field, str(refusal))
        else:
            messages.error(request, str(refusal))
        return Outcome(done=False)
    if text := done(result) if callable(done) else done:
        messages.success(request, text, extra_tags=getattr(result, "undo_ref", ""))
    return Outcome(done=True, value=result)
