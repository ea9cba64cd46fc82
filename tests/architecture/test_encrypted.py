"""A sealed value stands in a field of the registry, or on its way over a page: nowhere else."""

import ast
import re

import pytest
from django.apps import apps
from django.db import models

from coproduce.foundation.encrypted_fields import registry
from tests.architecture.source import nodes

pytestmark = pytest.mark.either_engine

SEALS = {
    # stored: fields of the registry
    "contributors/accounts/adapter.py": "mfa.Authenticator",
    "contributors/monitoring/actions.py": "people.Person monitoring.MonitoringAnswer",
    "coproduce/foundation/encrypted_fields.py": "rows of the registry by a newer key",
    "coproduce/foundation/kept_forms/actions.py": "kept_forms.KeptForm",
    "coproduce/foundation/notifications/outbox.py": "notifications.Notification",
    "coproduce/rights/erasing/walk.py": "rights.HeldApart",
    "expenses/payees/actions.py": "payees.BankDetails",
    "expenses/payees/recognition/models.py": "payees.EarningsLimit",
    "expenses/payments/files/actions.py": "payments.BankFile payments.FileSettings",
    "projects/power_balance/concerns/actions.py": "power_balance.Concern",
    "projects/selection/drawing/actions.py": "selection.Expression: groups somebody says they are of",
    "projects/selection/interest/actions.py": "selection.Expression selection.ExpressionAnswer",
    "projects/selection/replies/actions.py": "selection.Expression: how somebody did",
    "projects/selection/panel/actions.py": "selection.Declaration",
    "projects/selection/redaction/actions.py": "selection.Redaction selection.FileRedaction",
    "projects/selection/scoring/actions.py": "selection.Score selection.Talk",
    # on its way: nothing is kept
    "coproduce/health.py": "opened again at once, to see that the keys work",
    "coproduce/foundation/kept_forms/owners.py": "a hidden value in a form",
    "expenses/payees/forms.py": "a hidden value on the check page, for half an hour",
    "projects/meetings/calendar/portal.py": "the session, for the one page that shows it",
}
"""Where values are sealed, and where they go. A new place: put its field into the registry first."""
HASHED = {"expenses/payees/models.py": "payees.BankDetails"}
"""Where keyed hashes are made: of values that are sealed beside them, so that they can be made anew."""
LOOKS_SEALED = re.compile(r"[A-Za-z0-9_.-]{1,20}:[A-Za-z0-9_-]{38,}={0,2}")


def places_that_call(*names: str) -> set[str]:
    found = set()
    for where, call in nodes(ast.Call):
        called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if called in names:
            found.add(where.partition(":")[0])
    return found - {"coproduce/foundation/encryption.py"}


def test_values_are_sealed_where_the_registry_knows_of_them():
    assert places_that_call("encrypt") == set(SEALS)


def test_keyed_hashes_can_be_made_anew():
    calls = places_that_call("fingerprints") | places_that_call("fingerprint")
    roles = {"projects/roles/quick_invite/views.py", "projects/roles/models/descriptions.py"}
    assert calls - roles - {"projects/roles/writing/actions.py"} == set(HASHED)  # texts of roles: no key


def test_the_registry_names_what_is_sealed():
    named = {
        label for labels in SEALS.values() for label in labels.split() if re.fullmatch(r"\w+\.\w+", label)
    }
    assert {model._meta.label for model in registry()} == named


def test_a_field_called_sealed_is_in_the_registry():
    of_roles = {"roles.RoleVersion.sealed"}  # a text closed by its hash, not encrypted
    called = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name.startswith("sealed")
    }
    known = {f"{model._meta.label}.{name}" for model, says in registry().items() for name in says.names()}
    assert called - of_roles <= known
    for model, says in registry().items():
        assert all(isinstance(model._meta.get_field(name), models.Field) for name in says.names())


@pytest.mark.django_db(databases=["default", "monitoring"])
def test_no_other_column_of_a_full_database_holds_a_sealed_value():
    from tests.trust.test_key_rotation import Rows

    Rows()
    known = {(model, name) for model, says in registry().items() for name in says.names()}
    known |= {(model, name) for model, says in registry().items() if says.derive for name in says.derive({})}
    found = set()
    for model in apps.get_models(include_auto_created=True):
        names = [
            f.name for f in model._meta.concrete_fields if isinstance(f, models.CharField | models.TextField)
        ]
        for row in model._base_manager.values(*names) if names else ():
            found |= {(model, name) for name in names if LOOKS_SEALED.fullmatch(str(row[name] or ""))}
    assert found <= known
    assert len(found) > 10  # it would see one
