"""The type of words that may still wait for a language: what `gettext_lazy` gives, or a plain text."""

from typing import TYPE_CHECKING, TypeAlias

from django.utils.functional import Promise

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    LazyStr: TypeAlias = StrOrPromise
else:
    LazyStr = str | Promise
