"""Which runs and payments somebody may see: every page about a run starts here."""

from django.db.models import QuerySet

from contributors.accounts.models import Organisation, User
from coproduce.foundation import permissions
from expenses.payments.runs.models import PaymentRun


def find_run(user: User, ref: str, capability: str = "") -> PaymentRun:
    """Return a run the user may see, and may act on when a capability is named.

    Raises Http404 for a run that is not theirs to see, PermissionDenied for one they may only look at.
    """
    runs = PaymentRun.objects.visible_to(user)
    run = permissions.get_visible_or_404(
        runs.select_related("organisation", "bank_file", "reconciled__by"), ref
    )
    if capability:
        permissions.allow(user, capability, run.organisation_id)
    return run


def organisations_of(user: User, capability: str) -> QuerySet[Organisation]:
    """The organisations in which the user's roles allow something."""
    return Organisation.objects.filter(pk__in=user.organisation_ids(capability))
