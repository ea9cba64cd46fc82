"""Ten questions that help to see whether a piece of work suits co-production. Not a score.

A synthesis: each question names the guidance it was drawn from.
"""

from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from projects.scope.states import Involvement


@dataclass(frozen=True)
class ScreenQuestion:
    """One question; `if_no` says what to think about when the answer is not yes.

    `at_most` is the most that can honestly be promised when the answer is no; empty: it says nothing
    against co-production.
    """

    key: str
    words: str | Lazy
    if_no: str | Lazy
    source: str
    at_most: str = ""


QUESTIONS = (
    ScreenQuestion(
        "decision_open",
        _("Is there a real decision still open?"),
        _("If everything is decided, tell people so. It would not be honest to ask them."),
        "International Association for Public Participation, spectrum of public participation",
        Involvement.INFORM_ONLY,
    ),
    ScreenQuestion(
        "decider_known",
        _("Do we know who decides, and when?"),
        _("Find out first. People will ask."),
        "Nottinghamshire Healthcare, Working with involvement partners",
        Involvement.INVOLVE,
    ),
    ScreenQuestion(
        "fixed_known",
        _("Do we know what is fixed, and why?"),
        _("Law, money, safety and time can fix things. Record them on the scope page."),
        "How to use the checklists (CCG engagement plans and reports)",
        Involvement.INVOLVE,
    ),
    ScreenQuestion(
        "result_noticed",
        _("Will the people affected notice the result?"),
        _("If not, it may not be worth their time. Ask them what would be."),
        "The Consultation Institute, Engagement Methods for NHS Service Redesign",
        Involvement.INVOLVE,
    ),
    ScreenQuestion(
        "enough_time",
        _("Is there time to find people, settle them in and meet at least twice before the decision?"),
        _("Move the decision, or choose a smaller way to involve people."),
        "Research Involvement and Engagement 2023, 40900-023-00424-7",
        Involvement.INVOLVE,
    ),
    ScreenQuestion(
        "money_agreed",
        _("Is money agreed for fees, expenses and access?"),
        _("Agree it before you ask anyone. Nobody should be worse off for helping."),
        "NIHR, Payment guidance for researchers and professionals v1.6",
        Involvement.INFORM_ONLY,
    ),
    ScreenQuestion(
        "lead_named",
        _("Is someone named to lead involvement, with paid time for it?"),
        _("Without time, promises are broken. Name someone and cost their hours."),
        "NIHR Cambridge Biomedical Research Centre, Guidance for completing PPI sections",
        Involvement.INVOLVE,
    ),
    ScreenQuestion(
        "ready_to_change",
        _("Are we ready to change our mind?"),
        _("If not, this is not co-production. Choose a level you can keep your word on."),
        "Research to Action, How to co-produce a research project",
        Involvement.INVOLVE,
    ),
    ScreenQuestion(
        "afterwards_agreed",
        _("Is it agreed what happens afterwards: delivery and evaluation?"),
        _("Co-production carries on after the design. Stopping there is co-design."),
        "Norfolk County Council, What do we mean by co-production?",
        Involvement.CO_DESIGN,
    ),
    ScreenQuestion(
        "other_level_known",
        _("If co-production does not suit, do we know which other level does, and what that promises?"),
        _("Each level makes its own promise to people. See the list beside the decision."),
        "International Association for Public Participation, spectrum of public participation",
    ),
)
BY_KEY = {question.key: question for question in QUESTIONS}
