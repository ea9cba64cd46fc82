"""The headings under which adverts and packs say what a role description says, by the field they belong to.

Collected from the kinds of documents named in decision 0040. All in small letters, without numbers and signs.
A heading that is the label of a field needs no line here.
"""

HEADINGS: dict[str, tuple[str, ...]] = {
    "purpose": (
        *("purpose", "purpose of the role", "purpose of role", "role purpose", "main purpose", "job purpose"),
        *("role summary", "summary of the role", "about the role", "the role", "overview of the role"),
        *("why we need you", "aim of the role", "main purpose of the role", "introduction to the role"),
    ),
    "about": (
        *(
            "background",
            "about us",
            "about the project",
            "about the study",
            "about the trust",
            "introduction",
        ),
        *("about the group", "about the charity", "about the organisation", "who we are", "the project"),
        *("context", "about the committee", "about the programme", "plain english summary", "lay summary"),
    ),
    "benefits": (
        *("benefits", "what you will gain", "what will i get out of it", "what you will get out of it"),
        *("what we offer", "benefits of the role", "what's in it for you", "what is in it for me"),
    ),
    "activities": (
        *("activities", "main duties", "key duties", "duties", "what you will do", "what you will be doing"),
        *("what will i do", "what will i be doing", "tasks", "main tasks", "key tasks", "main activities"),
        *("what the role involves", "what does the role involve", "responsibilities", "key responsibilities"),
        *("main responsibilities", "roles and responsibilities", "duties and responsibilities"),
        *("main duties and responsibilities", "what is involved", "what's involved"),
    ),
    "not_asked": ("what is not part of the role", "limits of the role", "boundaries of the role"),
    "their_duties": (
        *("what we expect from you", "expectations", "our expectations", "what we ask from you"),
        *("what we expect of you", "your commitment", "commitment expected"),
    ),
    "our_duties": (
        *("what you can expect from us", "our commitment to you", "what we will do", "our commitment"),
        *("what we will do for you", "our promise to you"),
    ),
    "suits": (
        *("who we are looking for", "who are we looking for", "who can apply", "is this for me"),
        *("eligibility",),
    ),
    "essential": (
        *(
            "essential",
            "essential criteria",
            "essential skills",
            "essential requirements",
            "person specification",
        ),
        *(
            "person specification essential",
            "skills and experience",
            "experience and skills",
            "essential qualities",
        ),
        *(
            "knowledge skills and experience",
            "what you need",
            "what you will need",
            "skills experience required",
        ),
        *("essential experience", "essential skills and experience", "about you"),
    ),
    "desirable": (
        *("desirable", "desirable criteria", "desirable skills", "person specification desirable"),
        *("desirable experience", "nice to have", "it would help if", "desirable qualities"),
    ),
    "cannot_apply": (
        *("who cannot apply", "exclusions", "exclusion criteria", "you cannot apply if", "restrictions"),
        *("who can not apply", "disqualification", "who should not apply"),
    ),
    "places_note": (
        *("number of places", "number of posts", "number of roles", "vacancies"),
        *("number of vacancies",),
    ),
    "residence": ("residence", "residency", "where you need to live", "residency requirement"),
    "where_note": (
        *(
            "location",
            "place",
            "venue",
            "where",
            "base",
            "location of meetings",
            "place of work",
            "location base",
        ),
        *("where the role takes place", "where will meetings be held", "where meetings take place"),
    ),
    "equipment": ("equipment", "what equipment do i need", "it requirements", "technology"),
    "time_note": (
        *("time commitment", "time", "time required", "hours", "how much time", "commitment", "frequency"),
        *("how much time will it take", "how much time does it take", "meetings", "meeting schedule"),
        *("expected time commitment", "level of commitment", "dates and times of meetings", "meeting dates"),
        *("hours of work", "frequency of meetings", "when", "dates"),
    ),
    "term_note": (
        *("tenure", "term of office", "length of term", "duration", "term", "length of involvement"),
        *("term of appointment", "length of appointment", "period of appointment", "length of role"),
        *("how long does the role last", "how long", "appointment period", "duration of role"),
    ),
    "starts_note": ("start date", "start", "starting date", "when does it start"),
    "review_note": ("review", "review of the role", "review date", "role review"),
    "payment_note": (
        *("remuneration", "payment", "pay", "payments", "fee", "fees", "reward", "involvement payment"),
        *("payment and expenses", "remuneration and expenses", "payment rate", "rate of pay", "honorarium"),
        *("will i be paid", "reward and recognition", "recognition", "financial arrangements", "salary"),
    ),
    "expenses": (
        *("expenses", "travel expenses", "out of pocket expenses", "travel and expenses"),
        *("reimbursement", "reimbursement of expenses", "expenses covered"),
    ),
    "induction": ("induction", "welcome", "getting started"),
    "training": (
        *("training", "training and development", "training and induction", "induction and training"),
    ),
    "supervision": ("supervision", "supervision and guidance"),
    "mentor": ("mentor", "mentoring", "buddy", "mentoring and peer support"),
    "support": (
        *("support", "support available", "what support will i get", "support for you", "support we offer"),
        *("what support will you get", "support and supervision", "support provided"),
    ),
    "access": (
        *("access", "access needs", "accessibility", "reasonable adjustments", "adjustments"),
        *("access support",),
    ),
    "contact_details": (
        *("contact", "contact details", "contact us", "contact information", "named contact"),
    ),
    "accountable_to": (
        *("accountable to", "reports to", "reporting to", "accountability", "responsible to", "line manager"),
        *("supervisor", "managed by", "reporting arrangements", "supervised by"),
    ),
    "concerns_to": ("concerns", "complaints", "raising concerns", "if something goes wrong"),
    "group_name": (
        *("name of group", "committee", "team", "directorate", "department", "working with"),
        *("key working relationships",),
    ),
    "group_note": (
        *("membership", "membership of the committee", "the committee", "group membership"),
        *("committee membership",),
    ),
    "chaired_by": ("chair", "chaired by", "chairing"),
    "confidentiality": ("confidentiality", "data protection", "confidentiality and data protection"),
    "interests": (
        *("conflicts of interest", "conflict of interest", "declarations of interest", "interests"),
        *("competing interests",),
    ),
    "conduct": (*("code of conduct", "conduct", "values", "our values", "ways of working", "ground rules"),),
    "checks": (
        *("dbs", "dbs check", "checks", "references", "disclosure", "pre appointment checks"),
        *("criminal record check",),
    ),
    "how_to_apply": (
        *("how to apply", "applying", "application", "application process", "how do i apply", "apply"),
        *(
            "expression of interest",
            "expressions of interest",
            "to apply",
            "how to get involved",
            "next steps",
        ),
    ),
    "ask_first": (
        *(
            "informal discussion",
            "informal chat",
            "for an informal discussion",
            "find out more",
            "more information",
        ),
        *("further information", "enquiries", "informal enquiries", "for more information"),
    ),
    "other_formats": ("other formats", "alternative formats", "accessible formats"),
    "closes_note": (
        *(
            "closing date",
            "deadline",
            "closing date for applications",
            "application deadline",
            "closes",
            "apply by",
        ),
        *("closing date and time", "deadline for applications", "closing"),
    ),
    "chosen_how": (
        *(
            "selection",
            "selection process",
            "interviews",
            "interview",
            "interview date",
            "recruitment process",
        ),
        *(
            "interview dates",
            "shortlisting",
            "how we choose",
            "appointment process",
            "recruitment and selection",
        ),
    ),
    "hear_by": ("when you will hear", "outcome", "notification"),
    "hear_how": ("feedback", "feedback to applicants"),
    "input_use": (
        *("how your input is used", "how your views will be used", "what happens with what you say"),
        *("impact",),
    ),
    "at_end": ("at the end", "ending", "end of the role", "when the role ends", "leaving the role"),
    "more": (
        *("other", "other information", "additional information", "general", "notes"),
        *("anything else", "disclaimer"),
    ),
}

TITLES = (
    *("role title", "title", "job title", "title of role", "role", "post", "position", "name of role"),
    *("post title", "title of the role", "vacancy"),
)
"""Headings after which the title of the role stands."""
