from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from coproduce.audit.models import AuditRun
from coproduce.foundation.pages.administration import Guarded


@admin.register(AuditRun)
class AuditRunAdmin(Guarded):
    """Administrators read what the nightly audits found."""

    list_display = ["at", "broken"]
    sortable_by = ["at"]
    fields = ("at", "broken", "found")
    readonly_fields = fields

    @admin.display(description=_("broken rules"))
    def found(self, run: AuditRun) -> SafeString:
        wrong = [row for row in run.report if row["broken"]]
        return format_html_join(
            "",
            "<p><strong>{}</strong>: {} of {}. {}<br>{}<br>{}</p>",
            (
                (
                    *(row["invariant"], row["broken"], row["checked"], row["holds"]),
                    *(", ".join(row["examples"]), row["mend"]),
                )
                for row in wrong
            ),
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditRun | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditRun | None = None) -> bool:
        return False
