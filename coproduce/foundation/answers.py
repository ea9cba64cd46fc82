from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest

from coproduce.foundation import transitions


@contextmanager
def report_outcome(request: HttpRequest, done: str, form: BaseForm | None = None) -> Iterator[None]:
    """Tell the person that the action inside worked, or why it was refused.

    With a form, a refusal becomes its error: the page comes back with all that was typed.
    """
    try:
        yield
    except transitions.TransitionRefused as refusal:
        if form is None:
            messages.error(request, str(refusal))
        else:
            form.add_error(None, str(refusal))
    else:
        messages.success(request, done)
