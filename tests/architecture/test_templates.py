"""Every template compiles, is used by somebody, and holds nothing the strict policy would block."""

import re
from functools import cache

import pytest
from django.template.loader import get_template

from coproduce.foundation.notifications import kinds
from tests.architecture.source import APPS, ROOT, modules

FOLDER = ROOT / "templates"
NAMED_BY_DJANGO = {"400.html", "403.html", "404.html", "500.html"}
NAMED_BY_ALLAUTH = ("account/", "mfa/", "socialaccount/", "429.html")
PACK = "nhsuk/"  # crispy_forms names them by its own rule: <pack>/<part>.html


@cache
def texts() -> dict[str, str]:
    """Return every template of ours by name."""
    paths = sorted(path for path in FOLDER.rglob("*") if path.suffix in {".html", ".txt", ".svg"})
    return {str(path.relative_to(FOLDER)): path.read_text() for path in paths}


def pages() -> dict[str, str]:
    return {name: text for name, text in texts().items() if not name.endswith(".txt")}


def test_every_template_compiles():
    broken = {}
    for name in texts():
        try:
            get_template(name, using="text" if name.startswith("notifications/") else "django")
        except Exception as error:  # whatever is wrong, it is named
            broken[name] = str(error)
    assert broken == {}


def test_every_template_is_used():
    ways_in = re.compile(r"""["']([\w./-]+\.(?:html|txt|svg))["']""")
    sources = [(ROOT / path).read_text() for path in modules()]
    named = {name for text in [*sources, *texts().values()] for name in ways_in.findall(text)}
    said = {
        f"notifications/{kind.key}.{part}.txt" for kind in kinds.registered() for part in ("subject", "body")
    }
    drawn = {name for name in texts() if name.startswith(PACK)}
    outside = {name for name in texts() if name.startswith(NAMED_BY_ALLAUTH)}
    tags = set(
        re.findall(r"<c-([\w-]+)", "\n".join(text for name, text in texts().items() if ".html" in name))
    )
    tags |= {f"cotton/{tag.replace('-', '_')}.html" for tag in tags}
    assert sorted(set(texts()) - named - said - drawn - outside - tags - NAMED_BY_DJANGO) == []


def test_every_part_of_the_form_pack_is_drawn_by_somebody():
    """crispy_forms asks for a few names; a kind of field by `kind_template`; the rest by each other."""
    asked = {"whole_uni_form", "whole_uni_formset", "display_form", "field", "error_summary"}
    text = "\n".join(texts().values()) + (ROOT / "coproduce/foundation/templatetags/coproduce.py").read_text()
    text += "\n".join(
        (ROOT / path).read_text()
        for path in modules()
        if "/fields/" in path or path.endswith("pages/forms.py")
    )
    unused = [
        name
        for name in texts()
        if name.startswith(PACK)
        and name.removeprefix(PACK).removesuffix(".html") not in asked
        and name not in text
        and f'"{name.removeprefix(PACK + "kinds/").removesuffix(".html")}"' not in text
    ]
    assert unused == []


def test_what_stands_for_allauth_is_a_name_allauth_asks_for():
    import allauth

    inside = ROOT.joinpath(allauth.__file__).parent
    asked = "\n".join(path.read_text() for path in inside.rglob("*.py"))
    own = "\n".join([(ROOT / path).read_text() for path in modules() if path.startswith("contributors/")])
    others = "\n".join(texts().values())
    unknown = []
    for name in texts():
        if not name.startswith(NAMED_BY_ALLAUTH):
            continue
        stem = name.removesuffix(".html").removesuffix(".txt")
        standing = (stem, stem.partition("/")[2], stem.rpartition("/")[2])
        if not any(one and f"{one}" in asked for one in standing) and name not in own + others:
            unknown.append(name)
    assert unknown == []


def test_every_form_that_is_sent_carries_the_token():
    forms = [
        (name, form)
        for name, text in pages().items()
        for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL | re.IGNORECASE)
    ]
    posts = [(name, form) for name, form in forms if re.search(r"""method=["']?post""", form, re.IGNORECASE)]
    assert posts
    assert [name for name, form in posts if "csrf_token" not in form] == []


INLINE = {
    "a style attribute": r"<[^>{%]+\sstyle\s*=",
    "an on… attribute": r"<[a-z][^>]*\son[a-z]+\s*=",
    "a script between tags": r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/json)[^>]*>",
    "a style between tags": r"<style\b",
    "an address of another host": r"""(?:src|href|action)=["'](?:https?:)?//""",
    "a javascript: address": r"javascript:",
    "hx-on": r"\bhx-on\b",
}


@pytest.mark.parametrize("what", INLINE)
def test_no_page_holds(what):
    wrong = re.compile(INLINE[what], re.IGNORECASE)
    assert [
        f"{name}: {found[0][:80]}" for name, text in pages().items() if (found := wrong.search(text))
    ] == []


DRAWN_BY_US = {"mfa/totp/activate_form.html": ["totp_svg|safe"]}
"""What is put on a page as it is: a picture made by a library from numbers."""


def test_no_page_switches_escaping_off():
    """`safe` would let what somebody typed become a live tag."""
    off = re.compile(r"[\w.]+\|\s*safe\b|autoescape\s+off")
    assert {name: off.findall(text) for name, text in pages().items() if off.search(text)} == DRAWN_BY_US


def test_words_on_pages_never_call_anybody_a_user():
    shown = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)
    word = re.compile(r"\busers?\b", re.IGNORECASE)
    marked = re.compile(r"""{%\s*translate\s+["'](.*?)["']""")
    found = [
        f"{name}: {hit[0]}"
        for name, text in texts().items()
        for words_shown in [shown.sub(" ", text), *marked.findall(text)]
        if (hit := re.search(rf".{{0,30}}{word.pattern}.{{0,30}}", words_shown, re.IGNORECASE))
    ]
    assert found == []


def test_every_word_to_translate_is_marked_with_a_loaded_tag():
    needs = re.compile(r"{%\s*(?:translate|trans|blocktranslate|blocktrans)\b")
    missing = [
        name
        for name, text in texts().items()
        if needs.search(text) and not re.search(r"{%\s*load\s[^%]*\bi18n\b", text)
    ]
    assert missing == []


def test_every_kind_of_message_has_its_words():
    missing = [
        f"notifications/{kind.key}.{part}.txt"
        for kind in kinds.registered()
        for part in ("subject", "body")
        if f"notifications/{kind.key}.{part}.txt" not in texts()
    ]
    assert kinds.registered()
    assert missing == []


def test_every_app_is_walked():
    assert {path.split("/")[0] for path in modules()} == set(APPS)


FRAME = ("layouts/", "500.html", "not_saved.html")
"""The frame of every page. The last two stand alone: they must work when nothing else does."""
MOST_CHARACTERS, MOST_LINES = 120, 150


def test_no_line_is_too_long_to_read():
    long = [
        f"{name}:{number}"
        for name, text in pages().items()
        for number, line in enumerate(text.splitlines(), start=1)
        if len(line) > MOST_CHARACTERS
    ]
    assert long == []


def test_no_page_is_too_long_to_read():
    assert [name for name, text in pages().items() if text.count("\n") > MOST_LINES] == []


def test_pages_name_components_instead_of_classes():
    """The classes of text are left: a heading or a paragraph is no component."""
    text = r"heading-|body|lede-text|u-"
    drawing = re.compile(rf"\bnhsuk-(?!(?:{text}))[\w-]+|(?<=[\"' ])app-[\w-]+")
    named = {
        name: sorted(set(found))
        for name, page in pages().items()
        if not name.startswith(("cotton/", PACK, *FRAME)) and (found := drawing.findall(page))
    }
    assert named == {}


def test_pages_ask_for_facts_of_a_status_and_not_for_its_name():
    """`{% if claim.facts.is_paid %}`: what a status means stands once, in the `states` of its app."""
    named = re.compile(r"""\b(?:\w*status|\w*state)\s*(?:==|!=|(?:not\s+)?in)\s*["']""")
    asked = {
        name: found
        for name, page in pages().items()
        if not name.startswith("cotton/") and (found := named.findall(page))
    }
    assert asked == {}
