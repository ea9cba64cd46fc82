"""Every model field carries a data class. Logs, exports, retention and erasure are driven by it."""

from dataclasses import dataclass, fields

from django.apps import apps
from django.db import models

CLASSES = ("public", "internal", "personal", "special", "bank", "secret")


@dataclass(frozen=True)
class Privacy:
    """Names of a model's fields by data class, as a space-separated string for each class.

    public: may stand on an open page. internal: for signed-in people who may see the row.
    personal: names, contacts, words of a person. special: health and equality data.
    bank: account numbers. secret: keys, codes and hashes that open something.
    """

    public: str = ""
    internal: str = ""
    personal: str = ""
    special: str = ""
    bank: str = ""
    secret: str = ""

    def __add__(self, other: "Privacy") -> "Privacy":
        """Join two declarations: an abstract model's and its child's."""
        return Privacy(**{c: f"{getattr(self, c)} {getattr(other, c)}".strip() for c in CLASSES})

    def by_field(self) -> dict[str, str]:
        """Return {field name: data class}. Raises ValueError when a field is named twice."""
        found: dict[str, str] = {}
        for data_class in fields(self):
            for name in getattr(self, data_class.name).split():
                if name in found:
                    raise ValueError(f"{name} is both {found[name]} and {data_class.name}")
                found[name] = data_class.name
        return found


# Models of libraries: whole-model classes, because their fields are not ours to annotate.
LIBRARY_MODELS = {
    "account.EmailAddress": "personal",
    "account.EmailConfirmation": "secret",
    "admin.LogEntry": "internal",
    "auth.Group": "internal",
    "auth.Permission": "internal",
    "contenttypes.ContentType": "internal",
    "mfa.Authenticator": "secret",
    "socialaccount.SocialAccount": "personal",
    "socialaccount.SocialApp": "secret",
    "socialaccount.SocialToken": "secret",
}


def kept_models() -> list[type[models.Model]]:
    """Return every model whose fields need a class; a join table tells no more than its two ends."""
    return [model for model in apps.get_models(include_auto_created=True) if not model._meta.auto_created]


def declared_classes(model: type[models.Model]) -> dict[str, str]:
    """Return {field name: data class} as the model declares them; empty for models of libraries."""
    return getattr(model, "privacy", Privacy()).by_field()


def unclassified() -> list[str]:
    """Return "app.Model.field" for each stored field without exactly one data class."""
    missing = []
    for model in kept_models():
        if model._meta.label not in LIBRARY_MODELS:
            missing += _unclassified_fields(model)
    return missing


def _unclassified_fields(model: type[models.Model]) -> list[str]:
    declared = declared_classes(model)
    stored = [f.name for f in model._meta.get_fields() if f.concrete and not f.auto_created]
    stored += [f.name for f in model._meta.fields if f.auto_created]
    wrong = [f"{model._meta.label}.{name}" for name in sorted(set(stored)) if name not in declared]
    return wrong + [f"{model._meta.label}.{name} (no such field)" for name in declared if name not in stored]
