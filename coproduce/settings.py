"""Settings: one file, driven by the environment.

Without any environment this is the demo: SQLite in `var/`, mail into a table that a page shows,
Celery rung inside the web process. `COPRODUCE_ENV=production` turns every default that is only
fit for a demo into a refusal to start (see `coproduce/foundation/checks.py` for what cannot be
seen from here).
"""

import datetime as dt
import os
from pathlib import Path
from typing import Any

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

from coproduce.foundation.pages import languages

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("COPRODUCE_VAR", BASE_DIR / "var"))
VAR.mkdir(parents=True, exist_ok=True)

env = Env()
PRODUCTION = env.str("COPRODUCE_ENV", "demo") == "production"
TESTING = env.bool("COPRODUCE_TESTING", False)
DEMO = not PRODUCTION and not TESTING


def required(name: str, demo_value: str) -> str:
    """Return a secret from the environment; outside production a fixed demo value will do.

    Raises ImproperlyConfigured in production when the variable is missing or is the demo value.
    """
    value = env.str(name, "" if PRODUCTION else demo_value)
    if not value or (PRODUCTION and value == demo_value):
        raise ImproperlyConfigured(f"Set {name}: production does not start without it.")
    return value


SECRET_KEY = required("SECRET_KEY", "demo-only-key-that-production-refuses-0123456789-abcdefghij")
# 32 bytes, base64: "id:key" pairs, newest first. Old keys stay listed until rows are re-encrypted.
FIELD_ENCRYPTION_KEYS = required("FIELD_ENCRYPTION_KEYS", "demo:ZGVtby1vbmx5LWtleS0zMi1ieXRlcy1sb25nISEhISE=")
# For "is it the same account?": keyed hashes, by keys of their own. The same form.
FINGERPRINT_KEYS = required("FINGERPRINT_KEYS", "demo:ZGVtby1vbmx5LWhhc2gtMzItYnl0ZXMtbG9uZyEhISE=")
DEBUG = env.bool("DEBUG", False) and not PRODUCTION
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", [] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"]
)
SITE_URL = required("SITE_URL", "http://127.0.0.1:8000")  # links in mail never come from a request
SITE_NAME = env.str("SITE_NAME", "Coproduce")
HELP_PHONE = env.str("HELP_PHONE", "0117 496 0123")  # Ofcom's numbers for drama
HELP_EMAIL = env.str("HELP_EMAIL", "involvement@example.org")
# Who reads reports of weaknesses, and until when that is sure (coproduce/security_txt.py). Empty: no page.
SECURITY_CONTACTS: list[str] = env.list("SECURITY_CONTACTS", [])
SECURITY_TXT_EXPIRES = env.str("SECURITY_TXT_EXPIRES", "")

INSTALLED_APPS = [
    "contributors.accounts",
    "contributors.people",
    "contributors.availability",
    "contributors.monitoring",
    "projects.team",
    "projects.scope",
    "projects.resources",
    "projects.roles",
    "projects.selection",
    "projects.meetings",
    "projects.power_balance",
    "projects.diversity",
    "projects.checklist",
    "expenses.policies",
    "expenses.payees",
    "expenses.claims",
    "expenses.bookings",
    "expenses.payments",
    "coproduce.foundation.promises",
    "coproduce.foundation.notifications",
    "coproduce.foundation.history",
    "coproduce.foundation.idempotency",
    "coproduce.foundation.kept_forms",
    "coproduce.foundation.undo",
    "coproduce.foundation",
    "coproduce.audit",
    "coproduce.keys",
    "coproduce.rights",
    "coproduce",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "csp",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",  # reads attributes of components; TEMPLATES names the rest
    "contributors.accounts.apps.AdministrationConfig",  # django.contrib.admin, with our site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # These three first: also redirects to https and our own files carry their headers.
    "coproduce.headers.SecurityHeaders",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "contributors.accounts.sign_in.middleware.EvenTime",  # round all that an address may change
    "contributors.accounts.attempts.middleware.Attempts",
    "contributors.accounts.devices.middleware.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "coproduce.unsent.middleware.LostConnections",
    "contributors.accounts.known_device.middleware.KnownDevice",
    "contributors.accounts.middleware.SessionLimits",
    "coproduce.foundation.kept_forms.middleware.KeptForms",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "contributors.accounts.middleware.ActingPerson",
    "contributors.people.supporters.middleware.Helping",
    "contributors.people.new_mailbox.middleware.RestAfterNewMailbox",
    "contributors.accounts.middleware.StaffSecondFactor",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "coproduce.unsent.middleware.ViewBegins",  # the last: see there
]

ROOT_URLCONF = "coproduce.urls"
WSGI_APPLICATION = "coproduce.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coproduce.context.site",
            ],
            # Components: cotton's loader reads the <c-…> tags of our templates and of every app's.
            "loaders": [("django.template.loaders.cached.Loader", ["django_cotton.cotton_loader.Loader"])],
            "builtins": ["coproduce.foundation.templatetags.components"],
        },
    },
    {
        # Plain text for messages: nothing in it is HTML, so nothing is escaped.
        "NAME": "text",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"autoescape": False},
    },
]

# --- Databases -----------------------------------------------------------------------------------
SQLITE = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-16000;PRAGMA temp_store=MEMORY;"
    ),
}


def database(variable: str, filename: str) -> dict[str, Any]:
    """Return one alias. PostgreSQL from a URL, else (never in production) a SQLite file."""
    if PRODUCTION and not env.str(variable, ""):
        raise ImproperlyConfigured(
            f"Set {variable} to a PostgreSQL address: production does not run on SQLite."
        )
    alias = env.dj_db_url(variable, default=f"sqlite:///{VAR / filename}")
    if alias["ENGINE"].endswith("sqlite3"):
        if PRODUCTION:
            raise ImproperlyConfigured(f"{variable} names SQLite: production needs PostgreSQL.")
        alias["ENGINE"] = "coproduce.foundation.database.sqlite3"  # keeps triggers when a table is remade
        alias["OPTIONS"] = SQLITE
    else:
        alias.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)  # seconds
        alias["CONN_MAX_AGE"] = 60
        alias["CONN_HEALTH_CHECKS"] = True
    test_name = env.str("TEST_NAME", "coproduce")
    if alias["ENGINE"].endswith("sqlite3"):
        alias["TEST"] = {"NAME": str(VAR / f"test-{test_name}-{filename}")}
    else:
        alias["TEST"] = {"NAME": f"test_{test_name}_{Path(filename).stem}"}
    return alias


DATABASES = {
    "default": database("DATABASE_URL", "coproduce.sqlite3"),
    # Equality answers: another database, so that a foreign key to a person is impossible.
    "monitoring": database("MONITORING_DATABASE_URL", "monitoring.sqlite3"),
}
# On PostgreSQL web and worker connect as this role, which owns nothing: foundation/database/roles.py.
DATABASE_APP_ROLE = env.str("DATABASE_APP_ROLE", "coproduce_app")
# Only for an installation whose owner knows that its web can switch the triggers off.
DATABASE_ROLE_MAY_OWN = env.bool("DATABASE_ROLE_MAY_OWN", not PRODUCTION)
DATABASE_ROUTERS = ["contributors.monitoring.router.KeepApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People and sign-in --------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
# Foundation knows that there are people and projects, not which app they live in.
PERSON_MODEL = "people.Person"
ORGANISATION_MODEL = "accounts.Organisation"
PROJECT_MODEL = "team.Project"

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "contributors.accounts.passwords.rules.NotOfWords"},
    {"NAME": "contributors.accounts.passwords.rules.NotLeaked"},
]
LEAKED_PASSWORDS = env("LEAKED_PASSWORDS", default="")  # a file of SHA-1 in order: docs/assurance/operator.md
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
# How allauth is fitted in: contributors/accounts. Only the addresses in its urls.py exist.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 1 if PRODUCTION else 0)
ACCOUNT_ADAPTER = "contributors.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "contributors.accounts.forms.AskForCode",
    "confirm_login_code": "contributors.accounts.forms.EnterCode",
    "login": "contributors.accounts.forms.StaffPassword",
    "reauthenticate": "contributors.accounts.forms.PasswordAgain",
    "reset_password": "contributors.accounts.forms.AskForNewPassword",
    "reset_password_from_key": "contributors.accounts.forms.ChoosePassword",
    "change_password": "contributors.accounts.forms.ChangePassword",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made for an address; signing in by code proves it
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 3
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_LOGIN_TIMEOUT = 60 * 60  # for all the steps of one sign-in together
# Counted in rows that nothing throws out. "_known": for a device that signed in with that address before.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,3/m/key,10/15m/key",
    "request_login_code_known": "3/m/key,10/15m/key",
    "step_up_code": "3/m/user,10/15m/user",
    "guess_code": "5/15m/key",
    "login": None,  # what fails is counted: a whole hospital may sign in from one address of the network
    "login_failed": "10/m/ip,5/5m/key",
    "login_failed_known": "5/5m/key",
    "reset_password": None,  # counted as the next two, by our own view
    "new_password": "20/m/ip,5/m/key",
    "new_password_known": "5/m/key",
    "new_device_mail": "20/m/ip",
    "new_device": "20/m/ip",
    # A library or a household is one network: many people start, few codes are wrong.
    "interest_start": "120/h/ip",
    "interest_code": "60/10m/ip",
    "opportunity_news": "60/h/ip",  # for each mailbox: MOST_LINKS
    "change_password": "5/m/user,20/d/user",
    "reauthenticate": "10/m/user,60/h/user",
}
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_SESSION_REMEMBER = False
SIGN_IN_TAKES = 0 if TESTING else 250  # milliseconds, known address or not: contributors/accounts/sign_in
PASSWORD_RESET_TIMEOUT = 60 * 60
MFA_ADAPTER = "contributors.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "contributors.accounts.forms.SecondStep",
    "reauthenticate": "contributors.accounts.forms.SecondStepAgain",
    "activate_totp": "contributors.accounts.forms.SetUpApp",
    "deactivate_totp": "contributors.accounts.forms.RemoveApp",
    "generate_recovery_codes": "contributors.accounts.forms.NewRecoveryCodes",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey alone signs in: it asks for finger, face or PIN
MFA_TOTP_TOLERANCE = 1  # phones run a few seconds early or late
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = SITE_NAME
OPENID_CONNECT_APPS = env.json("OPENID_CONNECT_APPS", [])
SOCIALACCOUNT_ADAPTER = "contributors.accounts.adapter.StaffOnlySocialAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": OPENID_CONNECT_APPS, "OAUTH_PKCE_ENABLED": True}}
# Which account an address opens is decided by the adapter alone, for the organisation of each server.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True

SESSION_ENGINE = "contributors.accounts.devices.sessions"  # rows that their owners can read and end
SESSION_COOKIE_AGE = 12 * 60 * 60  # kept devices last longer: contributors/accounts/devices/rules.py
KNOWN_DEVICE_COOKIE = "known"  # contributors/accounts/known_device
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "coproduce.unsent.failures.csrf_failure"
CACHES = {
    "default": {"BACKEND": "coproduce.foundation.database.cache.LivingCache", "LOCATION": "foundation_cache"}
}

# --- Headers -------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # The button that leads to an organisation's own sign-in ends at that server.
        "form-action": [
            SELF,
            *("/".join(a["settings"]["server_url"].split("/")[:3]) for a in OPENID_CONNECT_APPS),
        ],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    # Programs ask here, and a redirect would hide that they sent a secret in clear: they are refused.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^meetings/feed/"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    KNOWN_DEVICE_COOKIE = "__Host-known"

# --- Words, place, time --------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGES = languages.complete([(LANGUAGE_CODE, _("English")), ("cy", _("Welsh"))], LOCALE_PATHS)
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/London"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "nhsuk"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Files ---------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = (
    TESTING  # finds static files where they lie, without collectstatic
)
STATICFILES_DIRS = [BASE_DIR / "static", ("nhsuk", BASE_DIR / "build" / "nhsuk")]
MEDIA_ROOT = VAR / "files"  # no MEDIA_URL: files are served by views that check who asks
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.files.storage.InMemoryStorage"
        if TESTING
        else "coproduce.foundation.uploads.storage.WholeFiles"
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
if bucket := env.str("S3_BUCKET", ""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.str("S3_ENDPOINT_URL", None),
            "default_acl": "private",
            "file_overwrite": False,
        },
    }
# A list of erasures, with references alone. Keep it on another disk than the database.
ERASURE_LIST = Path(env.str("ERASURE_LIST", str(VAR / "erased")))
# Shown as "Authorization: Bearer ..." it opens /readyz; without one only superusers see that page.
HEALTH_TOKEN = env.str("HEALTH_TOKEN", "")
# Of one web process. At most half of them clean files at once; docker/gunicorn.conf.py reads it too.
WEB_THREADS = env.int("WEB_THREADS", 8)
CLAMD_SOCKET = env.str("CLAMD_SOCKET", "")

# --- Messages ------------------------------------------------------------------------------------
# Every mail passes this backend: it takes outbox mail with one recipient and nothing else.
EMAIL_BACKEND = "coproduce.foundation.notifications.sending.backend.OneRecipient"
OUTBOX_TRANSPORT = env.str(
    "OUTBOX_TRANSPORT",
    "coproduce.foundation.notifications.sending.smtp.Transport"
    if PRODUCTION
    else "django.core.mail.backends.locmem.EmailBackend"
    if TESTING
    else "coproduce.foundation.notifications.sending.backend.DemoPostbox",
)
EMAIL_HOST, EMAIL_PORT = env.str("EMAIL_HOST", "localhost"), env.int("EMAIL_PORT", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_USER", ""), env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", 20)  # seconds for connection, greeting and each command
# Seconds for the answer to a whole mail: the least that RFC 5321 (4.5.3.2.6) asks for. Less makes copies.
EMAIL_ANSWER_TIMEOUT = env.int("EMAIL_ANSWER_TIMEOUT", 600)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"{SITE_NAME} <involvement@example.org>")
# When messages do not arrive: who is told, and by which other way (docs/operations.md).
told: list[str] = env.list("ADMINS", [])
ADMINS = [("", address) for address in told]
SERVER_EMAIL = env.str("ALARM_FROM_EMAIL", DEFAULT_FROM_EMAIL)
ALARM_COMMAND = env.str("ALARM_COMMAND", "")
ALARM_EMAIL_HOST, ALARM_EMAIL_PORT = env.str("ALARM_EMAIL_HOST", EMAIL_HOST), env.int("ALARM_EMAIL_PORT", 25)
ALARM_EMAIL_HOST_USER = env.str("ALARM_EMAIL_HOST_USER", "")
ALARM_EMAIL_HOST_PASSWORD = env.str("ALARM_EMAIL_HOST_PASSWORD", "")
ALARM_EMAIL_USE_TLS = env.bool("ALARM_EMAIL_USE_TLS", False)
# Heads of the chain over history and journal are kept here and, if there is one, sent to this address.
EVIDENCE_DIR = env.str("EVIDENCE_DIR", "" if TESTING else str(VAR / "evidence"))
EVIDENCE_EMAIL = env.str("EVIDENCE_EMAIL", "")
OUTBOX_LEASE_SECONDS = env.int("OUTBOX_LEASE_SECONDS", 60)  # how long a sender may hold a message
# When nobody is written to or rung, by their own clock: "21:00-08:00". Empty: at any time, as in the demo.
_QUIET = env.str("QUIET_HOURS", "21:00-08:00" if PRODUCTION else "")
QUIET_HOURS = tuple(dt.time.fromisoformat(part) for part in _QUIET.split("-")) if _QUIET else None
CONCERNS_KEPT_DAYS = env.int("CONCERNS_KEPT_DAYS", 365)  # after they are done (docs/decisions/0011)
MESSAGE_ID_DOMAIN = env.str("MESSAGE_ID_DOMAIN", "coproduce.example.org")

# --- Celery: told that there is work, never the only copy ----------------------------------------
CELERY_BROKER_URL = required("REDIS_URL", "memory://")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"polling_interval": 0.1}
    if CELERY_BROKER_URL.startswith("memory")
    else {"global_keyprefix": "coproduce:", "socket_timeout": 5, "socket_connect_timeout": 2}
)
CELERY_TASK_PUBLISH_RETRY = False  # nobody waits for it; the sweeper finds what it missed
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "promises.tick", "schedule": env.float("TICK_SECONDS", 30.0)},
    "sweep": {"task": "notifications.sweep", "schedule": env.float("SWEEP_SECONDS", 30.0)},
    "cooling_off": {"task": "payees.end_cooling_off", "schedule": crontab(minute="7")},
    "claims": {"task": "claims.look_again", "schedule": crontab(minute="12")},
    "owners": {"task": "team.find_owners", "schedule": crontab(minute="5", hour="0,6,12,18")},
    "escalate": {"task": "team.escalate", "schedule": crontab(minute="42", hour="7-18")},
    "notices": {"task": "notifications.give_notices", "schedule": crontab(minute="22", hour="10")},
    "concerns": {"task": "power_balance.tell_contacts", "schedule": crontab(minute="2", hour="7")},
    "forget_concerns": {"task": "power_balance.forget_concerns", "schedule": crontab(minute="27", hour="3")},
    "forget_expressions": {
        "task": "selection.forget_expressions",
        "schedule": crontab(minute="12", hour="2"),
    },
    "terms": {"task": "roles.look_at_terms", "schedule": crontab(minute="32", hour="7")},
    "opportunities": {"task": "selection.close_due", "schedule": crontab(minute="*/5")},
    "places": {"task": "selection.look_after_places", "schedule": crontab(minute="*/10")},
    "opportunity_news": {"task": "selection.tell_news", "schedule": crontab(minute="17", hour="9")},
    "contacts": {"task": "roles.say_whom_to_ask", "schedule": crontab(minute="23", hour="6")},
    "duties": {"task": "roles.follow_duties", "schedule": crontab(minute="14", hour="0,6")},
    "chain": {"task": "history.join_links", "schedule": env.float("CHAIN_SECONDS", 30.0)},
    "head": {"task": "history.keep_head", "schedule": crontab(minute="52", hour="3")},
    "forget_looks": {"task": "history.forget_looks", "schedule": crontab(minute="37", hour="3")},
    "keep_to_times": {"task": "rights.keep_to_times", "schedule": crontab(minute="7", hour="2")},
    "audit": {"task": "audit.keep", "schedule": crontab(minute="42", hour="3")},
    "forget_tries": {"task": "accounts.forget_tries", "schedule": crontab(minute="52")},
    "forget_sessions": {"task": "accounts.forget_sessions", "schedule": crontab(minute="22", hour="3")},
    "tidy_forms": {"task": "kept_forms.tidy", "schedule": crontab(minute="37")},
    "forget_removed": {"task": "undo.tidy", "schedule": crontab(minute="*/15")},
    "imports": {"task": "people.carry_on_imports", "schedule": crontab(minute="*/2")},
    "tidy": {"task": "idempotency.tidy", "schedule": crontab(minute="17", hour="3")},
}

# --- Logs: no names, addresses, tokens or answers --------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "coproduce.foundation.logs.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO" if PRODUCTION else "WARNING")},
    "loggers": {
        "kombu": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
        "django.server": {"level": "ERROR"},
    },
}
