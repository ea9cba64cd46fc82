"""The <c-…> tags: what a component is given, what it refuses, and that folding changes nothing."""

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.template.loaders.locmem import Loader as InMemory
from django_cotton.compiler_regex import CottonCompiler

from coproduce.foundation.templatetags import components

TEMPLATES = {
    "cotton/box.html": '<c-vars label kind="plain" open="" />\n<b {{ kind }}{% if open %} open{% endif %}>'
    "{{ label }}|{{ slot }}</b>\n",
    "cotton/twice.html": "<c-vars label />{% if label %}[{{ label }}]{% else %}none{% endif %}",
    "cotton/filtered.html": '<c-vars label="" />{{ label|default:"nobody"|upper }}',
    "cotton/slots.html": '<c-vars foot="" />{% if foot %}<i>{{ foot }}</i>{% else %}-{% endif %}{{ slot }}',
    "cotton/outer.html": '<c-vars name />{% for x in name %}<c-box label="{{ x }}">{{ forloop.counter }}</c-box>{% endfor %}',
}


class Loader(InMemory):
    def get_contents(self, origin):
        return CottonCompiler().process(super().get_contents(origin))


@pytest.fixture(params=["folded", "not folded"])
def draw(request, monkeypatch):
    """Draw a page, with components folded into it where that is possible, and never."""
    if request.param == "not folded":
        monkeypatch.setattr(components, "fold", lambda body, values: None)

    def draw(page: str, **values) -> str:
        engine = Engine(
            builtins=["coproduce.foundation.templatetags.components"],
            libraries={"i18n": "django.templatetags.i18n", "uk": "coproduce.foundation.templatetags.uk"},
        )
        engine.template_loaders = [Loader(engine, {**TEMPLATES, "page.html": page})]
        monkeypatch.setattr(Engine, "get_default", staticmethod(lambda: engine))
        return engine.get_template("page.html").render(Context(values))

    return draw


@pytest.mark.parametrize(
    ("page", "drawn"),
    [
        ('<c-box label="a" />', "<b plain>a|</b>"),
        ('<c-box label="Fish &amp; chips" />', "<b plain>Fish &amp; chips|</b>"),  # markup of the page itself
        ('<c-box :label="evil" />', "<b plain>&lt;i&gt;|</b>"),
        ('<c-box label="{{ evil }}" />', "<b plain>&lt;i&gt;|</b>"),
        ('<c-box label="x {{ evil|lower }} y" kind="big" open>in</c-box>', "<b big open>x &lt;i&gt; y|in</b>"),
        ('<c-box label="a" :open="no" />', "<b plain>a|</b>"),
        ('<c-box label="a" :open="yes">{{ evil }}</c-box>', "<b plain open>a|&lt;i&gt;</b>"),
        ('<c-box\n  :label="yes|yesno:\'on,off\'"\n>\n  words\n</c-box>.', "<b plain>on|words</b>."),
        ('{% load i18n %}<c-box label="{% translate "Yes" %}" />', "<b plain>Yes|</b>"),
        ('<c-box :label="missing" />', "<b plain>|</b>"),
        ('<c-box label="a">{{ label }}</c-box>', "<b plain>a|of the page</b>"),  # a slot reads the page's names
        ('<c-twice :label="evil" /><c-twice label="" /><c-twice label="a" />', "[&lt;i&gt;]none[a]"),
        ('<c-twice label="{{ missing }}" />', "none"),
        ('<c-filtered /> <c-filtered label="x" /> <c-filtered :label="evil" />', "NOBODY X &lt;I&gt;"),
        ('<c-slots>a</c-slots>', "-a"),
        ('<c-slots>a<c-slot name="foot"> f </c-slot></c-slots>', "<i>f</i>a"),
        ('<c-slots foot="f" />', "<i>f</i>"),
        ('<c-outer :name="many" />', "<b plain>1|1</b><b plain>2|2</b>"),
        ('<c-box label="a"><c-box label="b"><c-box label="c" /></c-box></c-box>',
         "<b plain>a|<b plain>b|<b plain>c|</b></b></b>"),
        ('{% for x in many %}<c-box :label="x">{{ x }}</c-box>{% endfor %}', "<b plain>1|1</b><b plain>2|2</b>"),
    ],
)  # fmt: skip
def test_what_is_drawn(draw, page, drawn):
    assert draw(page, evil="<i>", yes=True, no=False, many=[1, 2], label="of the page") == drawn


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<c-unknown />", "There is no component <c-unknown>: cotton/unknown.html is missing."),
        ("<c-box />", "<c-box> needs label."),
        ('<c-box label="a" colour="b" size="c" />', "<c-box> does not take colour, size."),
        ('<c-slot name="foot">f</c-slot>', '<c-slot name="foot"> stands in no component.'),
        ('<c-slots>{% if yes %}<c-slot name="foot">f</c-slot>{% endif %}</c-slots>',
         '<c-slot name="foot"> stands directly in its component.'),
        ('<c-box label="a"><c-slot name="foot">f</c-slot></c-box>', "<c-box> does not take foot."),
    ],
)  # fmt: skip
def test_what_is_refused(draw, page, said):
    with pytest.raises(TemplateSyntaxError) as refused:
        draw(page)
    assert str(refused.value) == said


def test_an_expression_is_worked_out_once(draw):
    asked = []
    draw('<c-twice :label="ask" />', ask=lambda: asked.append(1) or "a")
    assert len(asked) == 1


def test_a_block_in_a_component_can_be_filled(draw):
    base = '<c-box label="a">{% block inside %}empty{% endblock %}</c-box>'
    TEMPLATES_WITH_BASE = {"base.html": base}
    TEMPLATES.update(TEMPLATES_WITH_BASE)
    assert draw('{% extends "base.html" %}{% block inside %}full{% endblock %}') == "<b plain>a|full</b>"
