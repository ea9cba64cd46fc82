"""The module names of the design, and the few others with the reason why they stand where they do."""

ALLOWED = {
    "__init__",
    *("models", "states", "rules", "queries", "actions", "promises", "notifications", "forms"),
    *("decorators", "middleware", "checks"),  # Django's own names
    "lists",  # what each list shows, what narrows it (coproduce.foundation.lists)
    *("views", "portal", "receivers", "signals", "tasks", "urls", "portal_urls", "admin", "apps"),
}
PACKAGES = {"models", "rules", "queries", "actions", "migrations", "templatetags", "management", "data"}
"""Packages that may stand in an app or topic and whose modules are named after what they hold."""

EXTRA: dict[str, str] = {
    # what a framework looks for under this name
    "contributors/accounts/adapter": "django-allauth: settings name its adapters",
    "contributors/accounts/administration/site": "Django admin: its configuration names the site",
    "contributors/accounts/devices/sessions": "Django: SESSION_ENGINE names the module of the store",
    "contributors/accounts/roles": "the one table of staff roles and what each may do",
    "contributors/accounts/step_up/process": "django-allauth: the steps of proving oneself by a code",
    "contributors/people/new_mailbox/process": "django-allauth: the steps of proving a mailbox by a code",
    "contributors/monitoring/router": "Django's name for a database router",
    # pure algorithms, a module for each
    "expenses/payments/files/bacs18": "the format of one file: Bacs Standard 18",
    "expenses/payments/files/own_csv": "the format of one file: a CSV with the bank's own columns",
    "expenses/payments/files/plain_csv": "the formats of two files: our plain CSV, and the list to pay by hand",
    "expenses/payments/results/reading": "reads a file from the bank into lines",
    # parts of an algorithm, beside its rules
    "projects/power_balance/trend/picture": "geometry of a line drawn by the server",
    "projects/resources/timeline/picture": "geometry of a timeline drawn by the server",
    # algorithms: pure modules of their topic, named after their part of it
    "projects/meetings/times/board": "everybody's availability as sets: whom each time leaves out",
    "projects/meetings/series/problem": "fair series: what is asked, and what better means",
    "projects/meetings/series/polish": "fair series: good plans quickly",
    "projects/meetings/series/bound": "fair series: proof that no plan is better",
    "projects/meetings/series/search": "fair series: every plan that a bound leaves possible",
    "projects/meetings/series/fair": "fair series: the fairest plan in the time there is",
    # formats of files
    "expenses/policies/files/reading": "takes one part of a policy file apart, word by word",
    "expenses/policies/trial/reading": "reads the lines of a claim file",
}
MOST_MODULES = 16  # every module name that an app of the design may have, but for Django's own
