"""Short answers to questions of OWASP ASVS that no other test gives (docs/assurance/asvs.md names each)."""

import ast
import json
import logging
import math
import random
import re
from importlib import import_module

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import global_settings, settings
from django.contrib.auth import get_user_model, hashers
from django.urls import get_resolver, reverse
from lxml import etree

from contributors.accounts import forms
from contributors.accounts.adapter import AccountAdapter
from contributors.accounts.known_device import rules as known_device
from coproduce.foundation import refs
from coproduce.foundation.logs import JsonLines
from coproduce.foundation.uploads import word_papers
from tests import builders
from tests.architecture.source import ROOT, imported, nodes, said

SCRIPTS = sorted((ROOT / "static").rglob("*.js"))
MEASURING = ("coproduce/bench/", "coproduce/management/commands/screenshots")  # and pictures of our own demo


def used_in(kind, chosen) -> set[str]:
    """Return the modules that hold a node of a kind that `chosen` says yes to, measuring left out."""
    found = {where.rpartition(":")[0] for where, node in nodes(kind) if chosen(node)}
    return {path for path in found if not path.startswith(MEASURING)}


# --- Programs, randomness, cryptography ----------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "bits"),
    [
        (lambda: AccountAdapter().generate_login_code(), 26),
        (known_device.new_code, 26),
        (refs.new_code, 40),
        (refs.new_ref, 40),
        (RecoveryCodes.generate_seed, 128),
        (generate_totp_secret, 160),
    ],
    ids=["emailed code", "new device", "code on paper", "reference", "recovery codes", "app"],
)
def test_codes_and_seeds_come_from_the_machine_and_cannot_be_foretold(make, bits, monkeypatch):
    """V6.5.3: what Python's own `random` would say next is nothing to them, and none comes twice."""
    random.seed(7)
    first = [make() for _one in range(200)]
    random.seed(7)
    second = [make() for _one in range(200)]
    assert len(set(first) & set(second)) < 3  # of eight digits two may be the same by chance
    assert len(set(first)) >= 199
    letters = {letter for one in first for letter in str(one) if letter.isalnum()}
    shortest = min(sum(letter.isalnum() for letter in str(one)) for one in first)
    assert shortest * math.log2(len(letters)) >= bits


def test_no_program_is_started_through_a_shell():
    """V1.2.5: a list of words, none of them put together from something that came from outside."""
    started = [
        (where, node)
        for where, node in nodes(ast.Call)
        if said(node.func).startswith(("subprocess.", "os.system", "os.popen", "os.exec", "os.spawn"))
    ]
    wrong = [
        where
        for where, node in started
        if not said(node.func).startswith("subprocess.")
        or any(word.arg == "shell" for word in node.keywords)
        or isinstance(node.args[0], ast.JoinedStr | ast.BinOp | ast.Constant)
    ]
    assert started, "nothing is started at all: this test looks for the wrong words"
    assert wrong == []


def test_what_nobody_may_guess_is_never_made_by_the_module_for_games():
    """V11.5.1: `random` is for delays, for looking for fair plans and for measuring."""
    used = used_in(
        ast.Import | ast.ImportFrom, lambda node: "random" in [n.split(".")[0] for n in imported(node)]
    )
    assert used == {
        "coproduce/foundation/notifications/sending/breaker.py",
        "coproduce/foundation/notifications/sending/delivery.py",
        "projects/meetings/series/fair.py",
        "projects/meetings/series/polish.py",
    }


def test_one_cipher_one_family_of_hashes():
    """V11.3, V11.4: AES-GCM and SHA-2; nothing weaker is ever named.

    Lists of stolen passwords come by SHA-1. It protects nothing there, and stands in that one place alone.
    """
    weak = re.compile(r"\b(md5|sha1|DES3?|ARC4|RC4|ECB|Blowfish|PKCS1v15)\b")
    named = {
        where.rpartition(":")[0]
        for where, node in nodes(ast.Attribute | ast.Name | ast.alias)
        if weak.search(said(node).rpartition(".")[2])
    }
    ciphers = used_in(
        ast.Import | ast.ImportFrom,
        lambda node: any(
            name.startswith("cryptography.hazmat.primitives.ciphers") for name in imported(node)
        ),
    )
    assert (named, ciphers) == (
        {"contributors/accounts/passwords/rules.py"},
        {"coproduce/foundation/encryption.py"},
    )


def test_every_way_out_of_the_application_is_known():
    """V1.3.6, V13.1.1, V13.2.4: no address that someone typed is ever asked for (docs/assurance/data-flow.md)."""
    leads_out = (
        "socket",
        "smtplib",
        "http.client",
        "urllib.request",
        "urllib3",
        "requests",
        "httpx",
        "ftplib",
    )
    used = used_in(
        ast.Import | ast.ImportFrom,
        lambda node: any(
            name == one or name.startswith(f"{one}.") for name in imported(node) for one in leads_out
        ),
    )
    assert used == {
        "contributors/accounts/organisation_sign_in/views.py",  # names of errors; allauth asks the server
        "coproduce/foundation/notifications/sending/alarm.py",  # the other mail server, when mail fails
        "coproduce/foundation/notifications/sending/smtp.py",  # the mail server
        "coproduce/foundation/notifications/sending/verdicts.py",  # names of its errors
        "coproduce/foundation/uploads/scanner.py",  # the virus scanner that the operator names
    }


def test_a_word_file_cannot_ask_for_other_files():
    """V1.5.1: what a file says of other files is neither fetched nor put in its place."""
    bomb = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
    tree = etree.fromstring(bomb, word_papers.PARSER)
    assert "".join(tree.itertext()) == "&b;"
    with pytest.raises(word_papers.CannotClean):
        word_papers._parsed(bomb)
    parsers = used_in(ast.Call, lambda node: said(node.func).endswith(("etree.fromstring", "etree.parse")))
    assert parsers == {"coproduce/foundation/uploads/word_papers.py"}


# --- Passwords -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_password_is_taken_as_it_is_typed():
    """V6.2.5, V6.2.8, V6.2.9: long, of any signs, with spaces, and no sign is changed or cut off."""
    user = get_user_model()(email="manager@trust.example")
    for word in ("a few quiet words", "ünïcode 漢字 🚆 words", "x" * 40 + " tail " + "y" * 82):
        form = forms.ChoosePassword(data={"password1": word, "password2": word}, user=user, temp_key="")
        assert form.is_valid(), form.errors
        sealed = hashers.make_password(form.cleaned_data["password1"])
        assert [
            hashers.check_password(try_, sealed)
            for try_ in (word, word.swapcase() + " ", word[:-1], f" {word}")
        ] == [True, False, False, False]


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["password1", "liverpool1", "manchester", "12345678", "short77"])
def test_a_password_that_is_common_or_short_is_refused(word):
    """V6.2.1, V6.2.4."""
    user = get_user_model()(email="manager@trust.example")
    form = forms.ChoosePassword(data={"password1": word, "password2": word}, user=user, temp_key="")
    assert not form.is_valid()


def test_passwords_are_kept_by_a_slow_hash():
    """V11.4.2: production keeps Django's own list, whose first is PBKDF2 with SHA-256."""
    first = hashers.import_string(global_settings.PASSWORD_HASHERS[0])()
    source = (ROOT / "coproduce/settings.py").read_text()
    assert "PASSWORD_HASHERS" not in source
    assert (first.algorithm, first.iterations >= 600_000) == ("pbkdf2_sha256", True)


@pytest.mark.parametrize(
    "form", [forms.ChoosePassword, forms.ChangePassword, forms.StaffPassword, forms.PasswordAgain]
)
def test_passwords_are_hidden_and_may_be_pasted(form):
    """V6.2.6, V6.2.7: the browser's own box, which it may fill in; no script of ours looks at it."""
    boxes = {name: field.widget for name, field in form.base_fields.items() if "password" in name}
    assert boxes
    assert {box.input_type for box in boxes.values()} == {"password"}
    assert all(box.attrs.get("autocomplete", "").endswith("-password") for box in boxes.values())
    assert [path.name for path in SCRIPTS if "paste" in path.read_text()] == []


@pytest.mark.django_db
def test_a_new_installation_has_no_account():
    """V6.3.2: nobody can sign in before someone made the first account."""
    assert get_user_model().objects.count() == 0


# --- Scripts, logs, files, production ------------------------------------------------------------


def test_our_scripts_write_no_markup_and_keep_nothing():
    """V3.2.2, V14.3.3, V15.3.6: no HTML out of words, no store in the browser, nothing from elsewhere."""
    danger = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|localStorage"
        r"|sessionStorage|indexedDB|document\.cookie|postMessage|__proto__|fetch\(|XMLHttpRequest"
    )
    assert {path.name: danger.findall(path.read_text()) for path in SCRIPTS} == {"app.js": []}


def test_a_line_of_the_log_stays_one_line():
    """V16.2.2, V16.2.4, V16.4.1: JSON, a time with its zone, and no new line out of what someone typed."""
    words = 'typed\n{"level": "INFO"}\r\x1b[31m'
    record = logging.LogRecord("coproduce.test", logging.WARNING, __file__, 1, "said: %s", (words,), None)
    text = JsonLines().format(record)
    line = json.loads(text)
    assert not set(text) & {"\n", "\r", "\x1b"}
    assert (line["level"], line["logger"], line["message"]) == ("WARNING", "coproduce.test", f"said: {words}")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}", line["at"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/static/", "/static/coproduce/", "/files/", "/var/", "/.git/config", "/manage.py"]
)
def test_no_folder_and_no_source_is_shown(client, path):
    """V13.4.1, V13.4.3."""
    assert client.get(path).status_code == 404


def test_the_image_holds_no_tests_no_history_and_no_tools():
    """V13.4.1, V15.2.3: what a running copy does not need is not in it."""
    left_out = (ROOT / ".dockerignore").read_text().split()
    assert {".*", "tests", "docs", "requirements-dev.txt", "var"} <= set(left_out)
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert "requirements-dev" not in dockerfile
    assert "USER coproduce" in dockerfile


def test_nothing_is_put_together_from_several_places_of_a_request():
    """V15.3.7: a value is read from the address, the body, a header or a cookie, and never from "any of them"."""
    either = {
        where
        for where, node in nodes(ast.BoolOp)
        if {"request.GET", "request.POST"}
        <= {said(one) for one in ast.walk(node) if isinstance(one, ast.Attribute)}
    }
    assert either == set()


def test_no_address_is_a_graphql_a_websocket_or_a_debugger():
    """V4.3, V4.4, V13.4.5: pages, files and a calendar; no interface that explains itself to strangers."""
    text = str(get_resolver().reverse_dict) + str(settings.INSTALLED_APPS) + str(settings.MIDDLEWARE)
    assert not re.search(r"graphql|channels|websocket|debug_toolbar|swagger|redoc|silk", text, re.IGNORECASE)
    assert "ASGI_APPLICATION" not in (ROOT / "coproduce/settings.py").read_text()


@pytest.mark.django_db
def test_pages_say_what_they_are_and_in_which_letters(client):
    """V4.1.1."""
    wanted = {
        "account_login": "text/html; charset=utf-8",
        "accessibility": "text/html; charset=utf-8",
        "healthz": "application/json",
    }
    assert {name: client.get(reverse(name))["Content-Type"] for name in wanted} == wanted
    assert client.get("/nothing-here")["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.django_db
def test_the_key_of_a_session_is_long_and_new():
    """V7.2.3: 32 signs of 36 are over 160 bits."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    made = set()
    for _ in range(20):
        session = store()
        session.create()
        made.add(session.session_key)
    assert (len(made), {len(key) for key in made}) == (20, {32})
    assert all(re.fullmatch(r"[a-z0-9]{32}", key) for key in made)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["%3Cb%3Ezebra", "&lt;b&gt;zebra", "\\u003cb\\u003ezebra", "%253Cb%253Ezebra", "+zebra"]
)
def test_what_was_typed_is_decoded_once(client, typed):
    """V1.1.1: what looks encoded after the first time is what was meant."""
    builders.sign_in(client, builders.staff_user("ppi_manager", builders.organisation()))
    page = client.post(reverse("staff:search"), {"words": typed})
    assert page.context["typed"] == typed
    assert "<b>zebra" not in page.content.decode()
