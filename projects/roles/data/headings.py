"""The headings under which adverts and packs say what a role description says, by the field they belong to.

Collected from the kinds of documents named in decisions 0040 and 0043. All in small letters, without numbers
and signs, parted by semicolons. A heading that is the label of a field needs no line here.
"""

from collections.abc import Iterator

_WORDS: dict[str, str] = {
    "purpose": (
        "job summary; role description; purpose of the post; purpose of this role; role overview; main"
        " aim of the role; purpose; purpose of the role; purpose of role; role purpose; main purpose; job"
        " purpose; role summary; summary of the role; about the role; the role; overview of the role; why"
        " we need you; aim of the role; main purpose of the role; introduction to the role"
    ),
    "about": (
        "role context; context of the role; introduction to the project; about the research; what is the"
        " project about; what is the study about; background; about us; about the project; about the"
        " study; about the trust; introduction; about the group; about the charity; about the"
        " organisation; who we are; the project; context; about the committee; about the programme; plain"
        " english summary; lay summary"
    ),
    "benefits": (
        "benefits; what you will gain; what will i get out of it; what you will get out of it; what we"
        " offer; benefits of the role; what's in it for you; what is in it for me"
    ),
    "activities": (
        "main duties of the job; principal responsibilities; your responsibilities; your role; role and"
        " responsibilities; what would you do; what you would do; what will you do; activities; main"
        " duties; key duties; duties; what you will do; what you will be doing; what will i do; what will"
        " i be doing; tasks; main tasks; key tasks; main activities; what the role involves; what does"
        " the role involve; responsibilities; key responsibilities; main responsibilities; roles and"
        " responsibilities; duties and responsibilities; main duties and responsibilities; what is"
        " involved; what's involved"
    ),
    "not_asked": "what is not part of the role; limits of the role; boundaries of the role",
    "their_duties": (
        "what is expected of you; what we ask of you; your part; what we expect from you; expectations;"
        " our expectations; what we ask from you; what we expect of you; your commitment; commitment"
        " expected"
    ),
    "our_duties": (
        "our responsibilities; what we will provide; what we provide; what you can expect from us; our"
        " commitment to you; what we will do; our commitment; what we will do for you; our promise to you"
    ),
    "suits": (
        "can you apply; who can get involved; who can take part; who should apply; who would suit this"
        " role; is this role for you; who we are looking for; who are we looking for; who can apply; is"
        " this for me; eligibility"
    ),
    "essential": (
        "person specification and skills; skills and qualities; skills knowledge and experience;"
        " experience required; essential attributes; attributes; skills required; what skills do you"
        " need; do you need any experience; essential; essential criteria; essential skills; essential"
        " requirements; person specification; person specification essential; skills and experience;"
        " experience and skills; essential qualities; knowledge skills and experience; what you need;"
        " what you will need; skills experience required; essential experience; essential skills and"
        " experience; about you"
    ),
    "desirable": (
        "desirable attributes; desirable skills and experience; desirable requirements; desirable;"
        " desirable criteria; desirable skills; person specification desirable; desirable experience;"
        " nice to have; it would help if; desirable qualities"
    ),
    "cannot_apply": (
        "who cannot apply; exclusions; exclusion criteria; you cannot apply if; restrictions; who can"
        " not apply; disqualification; who should not apply"
    ),
    "places_note": (
        "how many people are needed; how many people; number of people needed; number of members; number"
        " of places; number of posts; number of roles; vacancies; number of vacancies"
    ),
    "residence": "residence; residency; where you need to live; residency requirement",
    "where_note": (
        "where will the meetings take place; where are the meetings; location and format; meeting"
        " format; location; place; venue; where; base; location of meetings; place of work; location"
        " base; where the role takes place; where will meetings be held; where meetings take place"
    ),
    "equipment": "equipment; what equipment do i need; it requirements; technology",
    "time_note": (
        "attendance; time needed; time involved; how much time is needed; estimated time commitment;"
        " number of meetings; meeting frequency; how often; time commitment; time; time required; hours;"
        " how much time; commitment; frequency; how much time will it take; how much time does it take;"
        " meetings; meeting schedule; expected time commitment; level of commitment; dates and times of"
        " meetings; meeting dates; hours of work; frequency of meetings; when; dates"
    ),
    "term_note": (
        "appointment term; renewal of appointment; term length; contract length; length of commitment;"
        " duration of appointment; how long is the role; tenure; term of office; length of term;"
        " duration; term; length of involvement; term of appointment; length of appointment; period of"
        " appointment; length of role; how long does the role last; how long; appointment period;"
        " duration of role"
    ),
    "starts_note": (
        "when will it start; expected start date; proposed start date; start date; start; starting date;"
        " when does it start"
    ),
    "review_note": "review; review of the role; review date; role review",
    "payment_note": (
        "involvement payment expenses; involvement payments; payments and expenses; renumeration;"
        " payment for involvement; thank you payment; payment amount; fees and expenses; remuneration;"
        " payment; pay; payments; fee; fees; reward; involvement payment; payment and expenses;"
        " remuneration and expenses; payment rate; rate of pay; honorarium; will i be paid; reward and"
        " recognition; recognition; financial arrangements; salary"
    ),
    "expenses": (
        "expenses; travel expenses; out of pocket expenses; travel and expenses; reimbursement;"
        " reimbursement of expenses; expenses covered"
    ),
    "induction": "induction; welcome; getting started",
    "training": "training; training and development; training and induction; induction and training",
    "supervision": "supervision; supervision and guidance",
    "mentor": "mentor; mentoring; buddy; mentoring and peer support",
    "support": (
        "support; support available; what support will i get; support for you; support we offer; what"
        " support will you get; support and supervision; support provided"
    ),
    "access": (
        "accessibility and adjustments; access requirements; support with access; access; access needs;"
        " accessibility; reasonable adjustments; adjustments; access support"
    ),
    "contact_details": (
        "contact email; contact name; who to contact; key contact; contact for the role; contact;"
        " contact details; contact us; contact information; named contact"
    ),
    "accountable_to": (
        "accountable to; reports to; reporting to; accountability; responsible to; line manager;"
        " supervisor; managed by; reporting arrangements; supervised by"
    ),
    "concerns_to": "concerns; complaints; raising concerns; if something goes wrong",
    "group_name": (
        "name of group; committee; team; directorate; department; working with; key working relationships"
    ),
    "group_note": (
        "voting; voting rights; membership; membership of the committee; the committee; group membership;"
        " committee membership"
    ),
    "chaired_by": "chair; chaired by; chairing",
    "confidentiality": "confidentiality; data protection; confidentiality and data protection",
    "interests": (
        "conflicts of interest; conflict of interest; declarations of interest; interests; competing"
        " interests"
    ),
    "conduct": "code of conduct; conduct; values; our values; ways of working; ground rules",
    "checks": "dbs; dbs check; checks; references; disclosure; pre appointment checks; criminal record check",
    "how_to_apply": (
        "how can you apply; how to express an interest; how to express your interest; how do you get"
        " involved; how can you get involved; how to apply; applying; application; application process;"
        " how do i apply; apply; expression of interest; expressions of interest; to apply; how to get"
        " involved; next steps"
    ),
    "ask_first": (
        "informal discussion; informal chat; for an informal discussion; find out more; more"
        " information; further information; enquiries; informal enquiries; for more information"
    ),
    "other_formats": "other formats; alternative formats; accessible formats",
    "closes_note": (
        "closing date for expressions of interest; closing date for applications and interviews;"
        " deadline for expressions of interest; date of closing; closing date; deadline; closing date for"
        " applications; application deadline; closes; apply by; closing date and time; deadline for"
        " applications; closing"
    ),
    "chosen_how": (
        "once we receive your application; how will you be chosen; how are people chosen; what happens"
        " after you apply; what happens next; selection; selection process; interviews; interview;"
        " interview date; recruitment process; interview dates; shortlisting; how we choose; appointment"
        " process; recruitment and selection"
    ),
    "hear_by": "when will you hear; when will you hear back; when you will hear; outcome; notification",
    "hear_how": "feedback; feedback to applicants",
    "input_use": (
        "what difference will it make; what happens to your feedback; how your input is used; how your"
        " views will be used; what happens with what you say; impact"
    ),
    "at_end": (
        "resignation; stepping down; at the end; ending; end of the role; when the role ends; leaving"
        " the role"
    ),
    "more": "other; other information; additional information; general; notes; anything else; disclaimer",
}


def _phrases() -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, words in _WORDS.items():
        yield name, tuple(one.strip() for one in words.split(";"))


HEADINGS: dict[str, tuple[str, ...]] = dict(_phrases())

TITLES = (
    *("role title", "title", "job title", "title of role", "role", "post", "position", "name of role"),
    *("post title", "title of the role", "vacancy"),
)
"""Headings after which the title of the role stands."""
