"""What pages show of file settings: strings and rows, prepared here so that templates only draw."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation
from coproduce.foundation.presenters import uk_when
from expenses.payments.files import own_csv
from expenses.payments.files.bacs18 import Sender
from expenses.payments.files.models import FileSettings
from expenses.payments.files.states import FileFormat, SettingsState


def by_organisation(
    organisations: Iterable[Organisation], known: Iterable[FileSettings]
) -> list[dict[str, Any]]:
    """Return for each organisation what is in use and what waits."""
    found = {(one.organisation_id, one.status): one for one in known}
    return [
        {
            "name": one.name,
            "in_use": found.get((one.pk, SettingsState.IN_USE)),
            "waiting": found.get((one.pk, SettingsState.WAITING)),
        }
        for one in organisations
    ]


def what_it_says(settings: FileSettings, sender: Sender | None) -> list[dict[str, str]]:
    """Return settings as rows of a summary list; the account in clear when it was opened."""
    rows = [
        (_("Organisation"), settings.organisation.name),
        (_("Where it stands"), settings.get_status_display()),
        (_("Suggested by"), f"{settings.made_by}, {uk_when(settings.made_at)}"),
        (_("Working days until the bank acts on it"), str(settings.days_ahead)),
    ]
    if settings.format == FileFormat.OWN:
        rows += [
            (_("Columns"), own_csv.as_typed(settings.columns)),
            (_("First line with headings"), _("Yes") if settings.heading_row else _("No")),
            (_("Separator"), settings.get_separator_display()),
            (_("Days as"), settings.get_day_format_display()),
            (_("Amounts in"), settings.get_unit_display()),
        ]
    if sender:
        rows += [
            (_("Service user number"), sender.service_user_number),
            (_("Name of the account"), sender.name),
            (_("Sort code"), sender.sort_code),
            (_("Account number"), sender.account_number),
        ]
    return [{"label": label, "value": value} for label, value in rows]
