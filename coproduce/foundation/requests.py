"""What a view may count on in its request. For the type checker alone: Django makes the objects."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeAlias, TypeVar

from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from contributors.accounts.models import User
    from contributors.people.models import Person


class AuthenticatedRequest(HttpRequest):
    """A request of a signed-in account: every view that is not marked @login_not_required."""

    user: "User"


class PersonRequest(AuthenticatedRequest):
    """A request of somebody who stands for a person: every view marked @access.contributor."""

    person: "Person"


R = TypeVar("R", bound=HttpRequest)
Signed = TypeVar("Signed", bound=AuthenticatedRequest)
P = ParamSpec("P")
View: TypeAlias = Callable[Concatenate[R, P], HttpResponse]
