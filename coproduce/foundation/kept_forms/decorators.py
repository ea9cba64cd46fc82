from collections.abc import Callable
from typing import Any, TypeVar

V = TypeVar("V", bound=Callable[..., Any])


def never_kept(view: V) -> V:
    """Mark a view whose posts are not kept for an hour, not even encrypted: bank details for example."""
    view.never_kept = True  # type: ignore[attr-defined]  # our mark on any view
    return view


def may_be_kept(view: Callable[..., Any]) -> bool:
    """Say whether what is sent to a view may be kept until its sender signs in again."""
    return getattr(view, "login_required", True) and not getattr(view, "never_kept", False)
