"""The module names of the design, and the few others with the reason why they stand where they do."""

ALLOWED = {
    "__init__",
    *("models", "states", "rules", "queries", "actions", "promises", "notifications", "forms"),
    *("views", "portal", "receivers", "signals", "tasks", "urls", "portal_urls", "admin", "apps"),
}
PACKAGES = {"models", "actions", "migrations", "templatetags", "management", "data"}
"""Packages that may stand in an app or topic and whose modules are named after what they hold."""

EXTRA: dict[str, str] = {
    # what a framework looks for under this name
    "contributors/accounts/adapter": "django-allauth: settings name its adapters",
    "contributors/accounts/checks": "Django's name for system checks",
    "contributors/accounts/middleware": "Django's name for middleware",
    "contributors/monitoring/router": "Django's name for a database router",
    # formats of files
    "expenses/policies/files/reading": "takes one part of a policy file apart, word by word",
    "expenses/policies/trial/reading": "reads the lines of a claim file",
}
MOST_MODULES = 15

PENDING = (
    *(
        "contributors/accounts/",
        "contributors/availability/",
        "contributors/monitoring/",
        "contributors/people/",
    ),
    *(
        "projects/team/",
        "projects/scope/",
        "projects/resources/",
        "projects/meetings/",
        "projects/power_balance/",
    ),
    *("projects/diversity/", "projects/checklist/", "coproduce/"),
    *(
        "expenses/payees/",
        "expenses/bookings/",
        "expenses/payments/",
    ),
)
"""Apps that are not there yet. Whoever brings one there takes its line out; the last one takes the tuple out."""
