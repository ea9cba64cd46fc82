"""Which line of `lines` each model belongs to, whom its rows are about, and how one of them is forgotten.

Whoever adds a model adds it here: tests/rights/test_schedule.py fails for one that is missing, and for one
that names a person and does not say how it is given to them and how it is erased.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from coproduce.foundation.notifications.states import State
from expenses.payees.states import BankState

DELETE, EMPTY, STAY = "delete", "empty", "stay"


@dataclass(frozen=True)
class Kept:
    """One model. `about` are look-ups that lead to the person; `dated` to the day its time is counted from.

    `then`: the row is deleted, its personal fields are emptied (`put` says what stands in a field that
    cannot hold the mark of an erased text), or it stays because it names nobody (`why`).
    `mailbox` is a look-up to an address: rows of a mailbox that the person alone has proved are theirs too.
    `stays` are personal fields that are not emptied, each for the reason in `why`.
    """

    line: str
    about: tuple[str, ...] = ()
    dated: str = ""
    then: str = STAY
    where: Q = field(default_factory=Q)
    put: dict[str, Any] = field(default_factory=dict)
    stays: tuple[str, ...] = ()
    why: str = ""
    mailbox: str = ""


def _ours(*names: str) -> dict[str, Kept]:
    return {name: Kept("ours", why="names no contributor") for name in names}


ACCOUNT = "user__people"
NO_BANK_ANSWER = "what the bank sent us, as it came; our reference is a number"
EVIDENCE = "a choice from a list, needed for the accounts; names nobody"
ENDED = Q(state__in=[one for one in State if one not in (State.WAITING, State.SENDING)])
CLOSED = "project__closings__closed_at"

PEOPLE = {
    "people.Person": Kept(
        "contact", ("pk",), then=EMPTY,
        put={"email": "", "phone": "", "address": "", "channel": "phone", "format": "standard",
             "language": "en-gb", "discreet": True, "equality_token": "",
             "quiet": "usual", "quiet_from": None, "quiet_until": None},
    ),
    "people.Connection": Kept("contact", ("person",), then=DELETE),
    "people.AccessNeed": Kept("needs", ("person",), "ended_on", DELETE),
    "people.PersonNote": Kept("notes", ("person",), "written_at", DELETE),
    "people.MailboxProof": Kept("new_mailbox", ("person",), "asked_at", DELETE),
    "people.OnBehalf": Kept("recorded", ("person",), "recorded_at", EMPTY),
    "people.Objection": Kept(
        "recorded", ("entry__person",), "said_at", EMPTY, where=Q(answered_at__isnull=False)
    ),
    "people.PersonSource": Kept("contact", ("person",), then=DELETE),
    "people.EarlierHours": Kept("contact", ("person",), then=DELETE),
    "people.ImportRow": Kept("imported_rows", ("person",), "imported__done_at", DELETE),
    "people.PeopleImport": Kept(
        "ours", stays=("head", "notes", "packed"), why="that a file came, its hash and counts; its rows go"
    ),
    "people.RememberedColumn": Kept("ours", why="headings of files; names nobody"),
    "people.SeenDevice": Kept("seen_devices", ("account__people",), "seen_on", DELETE),
    "people.MaybeSamePerson": Kept(
        "staff", stays=("why",), why="a question about accounts of staff, answered by a colleague"
    ),
    "people.Supporter": Kept("contact", ("person", "helper"), then=DELETE),
    "availability.Unavailable": Kept("contact", ("person",), then=DELETE),
    "availability.Away": Kept("times", ("person",), "last_day", DELETE),
    "availability.Circumstances": Kept("contact", ("person",), then=DELETE),
    "monitoring.MonitoringAnswer": Kept("equality", why="found by the token of its owner alone"),
    "accounts.User": Kept("sign_in", why="emptied with its last person"),
    "accounts.Device": Kept("sessions", ("account__people",), then=DELETE),
    "account.EmailAddress": Kept("sign_in", (ACCOUNT,), then=DELETE),
    "account.EmailConfirmation": Kept("sign_in", ("email_address__user__people",), then=DELETE),
    "mfa.Authenticator": Kept("sign_in", (ACCOUNT,), then=DELETE),
    "socialaccount.SocialAccount": Kept("sign_in", (ACCOUNT,), then=DELETE),
    "socialaccount.SocialToken": Kept("sign_in", ("account__user__people",), then=DELETE),
    "kept_forms.KeptForm": Kept("kept_forms", ("account__people",), then=DELETE),
    "idempotency.IdempotencyKey": Kept("form_tokens", (ACCOUNT,), then=DELETE),
    "undo.Removal": Kept("removed", ("by__people",), then=DELETE),
    "notifications.Notification": Kept(
        "messages", ("recipient",), "made_at", EMPTY, where=ENDED, put={"params": {}, "note": ""},
        mailbox="recipient__alerts__email",
    ),
    "notifications.DemoMail": Kept("messages", dated="at", then=DELETE, why="the postbox of the demo"),
    "rights.Erasure": Kept("rights", ("person",), "decided_at", EMPTY),
    "rights.HeldApart": Kept("held_apart", why="its own day: kept_until"),
    "admin.LogEntry": Kept("admin_log", dated="action_time", then=DELETE, why="by name of the row"),
    "history.HistoryEntry": Kept("history", dated="at", then=EMPTY, why="by the row it is about"),
    "history.AdministratorLook": Kept("looks", why="keys of rows, no names"),
    "history.ChainLink": Kept("history", why="hashes; names nobody"),
    "keys.KeyMark": Kept("ours", why="names of keys"),
    "notifications.Hold": Kept("ours", why="when sending was stopped"),
    "notifications.SentBefore": Kept("ours", why="a hash of a message's own key"),
    "accounts.StaffRole": Kept("staff", why="staff of an organisation"),
    "promises.Absence": Kept("times", ("person",), "last_day", DELETE),
}  # fmt: skip
PROJECTS = {
    "team.TeamMember": Kept("project", ("person",), CLOSED, EMPTY),
    "roles.Assignment": Kept("project", ("person",), f"role__{CLOSED}", EMPTY),
    "roles.Agreement": Kept("project", ("person",), why="a hash and a day; names nobody"),
    "roles.ChangeProposal": Kept("project", ("assignment__person",), f"assignment__role__{CLOSED}", EMPTY),
    "roles.DutyOccasion": Kept("project", ("assignment__person",), f"assignment__role__{CLOSED}", EMPTY),
    "roles.SignedPaper": Kept("project", ("assignment__person",), f"assignment__role__{CLOSED}", EMPTY),
    "roles.RoleLetter": Kept("project", ("assignment__person",), f"assignment__role__{CLOSED}", EMPTY),
    "selection.Alert": Kept("news", ("person",), "ended_at", DELETE, mailbox="email"),
    "roles.KeepInTouch": Kept("contact", ("person",), then=DELETE),
    "roles.RolePair": Kept("project", why="two keys and a day; names nobody"),
    "roles.RoleVersion": Kept(
        "ours", stays=("sealed",), why="the text of a role, bound by its hash; its contact is staff"
    ),
    "selection.Expression": Kept(
        "interest", ("person",), then=EMPTY,
        put={"person": None, "code_hash": "", "sealed_code": "", "sealed_contact": "", "sealed_helper": "",
             "sealed_needs": "", "sealed_groups": "", "sealed_feedback": "", "late_why": ""},
    ),
    "selection.Place": Kept("interest", ("expression__person",), "ended_at", EMPTY),
    "selection.Lot": Kept("interest", ("expression__person",), why="a code of the draw; names nobody"),
    "selection.ExpressionAnswer": Kept("interest", ("expression__person",), then=DELETE),
    "selection.ExpressionFile": Kept("interest", ("expression__person",), then=DELETE),
    "selection.Redaction": Kept("interest", ("answer__expression__person",), then=DELETE),
    "selection.FileRedaction": Kept("interest", ("file__expression__person",), then=DELETE),
    "selection.Score": Kept("interest", ("expression__person",), then=EMPTY, put={"sealed_why": ""}),
    "selection.Lock": Kept("interest", why="a member of a panel, a text and a day; names nobody"),
    "selection.Talk": Kept("interest", ("expression__person",), then=EMPTY, put={"sealed_note": ""}),
    "selection.PanelMember": Kept("project", ("person",), why="a part on a panel, and days; names nobody"),
    "selection.Declaration": Kept("interest", ("member__person",), then=EMPTY, put={"sealed_why": ""}),
    "scope.ScopeComment": Kept("project", ("person",), CLOSED, EMPTY),
    "meetings.Invitation": Kept("project", ("person",), why="came or not; names nobody"),
    "meetings.Arrangement": Kept("needs", ("need__person",), then=DELETE),
    "meetings.Attendance": Kept("project", ("person",), why="minutes; names nobody"),
    "meetings.WhyNot": Kept("reasons", ("invitation__person",), "said_at", DELETE),
    "meetings.CalendarFeed": Kept("sign_in", ("person",), then=DELETE),
    "meetings.Dispute": Kept("project", ("person",), f"meeting__{CLOSED}", EMPTY),
    "meetings.FeedbackConfirmation": Kept("project", ("person",), why="a day; names nobody"),
    "meetings.Paper": Kept("ours", stays=("file", "display_name"), why="papers of a meeting, by staff"),
    "meetings.PaperVersion": Kept("ours", stays=("file", "display_name"), why="papers, by staff"),
    "meetings.PaperCopy": Kept("project", ("person",), f"meeting__{CLOSED}", DELETE),
    "power_balance.Concern": Kept("concerns", ("person",), then=DELETE),
    "power_balance.DecisionDispute": Kept("project", ("person",), f"decision__{CLOSED}", EMPTY),
    "power_balance.PowerAction": Kept("project", ("raised_by",), CLOSED, EMPTY),
    "power_balance.ReviewRater": Kept("project", ("person",), why="that they were asked; names nobody"),
    "power_balance.PowerRating": Kept("ratings", ("rater__person",), then=DELETE),
    "power_balance.ReviewResult": Kept("ours", stays=("words",), why="quotes that name no author"),
    "checklist.SignOff": Kept("project", ("person",), CLOSED, EMPTY),
    "checklist.SignOffAnswer": Kept("project", ("sign_off__person",), f"sign_off__{CLOSED}", EMPTY),
    "promises.Promise": Kept(
        "promises", ("person",), "made_at", EMPTY, where=~Q(kept_at=None, released_at=None)
    ),
    "promises.PromiseDate": Kept("promises", ("promise__person",), "moved_at", EMPTY),
    "promises.PromiseOwner": Kept("promises", ("promise__person",), "until", EMPTY),
    "promises.PromiseWait": Kept("promises", ("promise__person",), why="names nobody"),
    "promises.PromiseEscalation": Kept("promises", ("promise__person",), why="names nobody"),
}  # fmt: skip
MADE = "claim__made_at"
MONEY = {
    "payees.PayPreference": Kept("pay_wishes", ("person",), then=DELETE),
    "payees.BankDetails": Kept(
        "bank", ("person",), "status_since", EMPTY, where=Q(status=BankState.SUPERSEDED)
    ),
    "payees.RecognitionChoice": Kept("pay_wishes", ("person",), then=DELETE),
    "payees.FeeTiming": Kept("pay_wishes", ("person",), then=DELETE),
    "payees.EarningsLimit": Kept("pay_wishes", ("person",), then=DELETE),
    "payees.Declaration": Kept("money", ("person",), stays=("outcome",), why=EVIDENCE),
    "payees.RecordedRoute": Kept("money", ("person",), "made_at", EMPTY, stays=("route",), why=EVIDENCE),
    "payees.DeterminationEvidence": Kept("ours", stays=("file", "display_name"), why="about a role"),
    "claims.Claim": Kept("money", ("person",), "made_at", EMPTY),
    "claims.ClaimLine": Kept("money", ("claim__person",), MADE, EMPTY),
    "claims.ClaimMark": Kept("money", ("claim__person",), why="names nobody"),
    "claims.Receipt": Kept("money", ("line__claim__person",), f"line__{MADE}", EMPTY),
    "claims.Relative": Kept(
        "money", ("person",), stays=("user", "person"), why="who may not decide; two numbers"
    ),
    "claims.ClaimAnswer": Kept("money", ("claim__person",), MADE, EMPTY),
    "claims.SecondLook": Kept("money", ("claim__person",), MADE, EMPTY),
    "claims.FeeHold": Kept("pay_wishes", ("claim__person",), MADE, DELETE),
    "claims.EarlierPayment": Kept("money", ("person",), "paid_on", EMPTY, stays=("kind",), why=EVIDENCE),
    "claims.TopUp": Kept("money", ("original__claim__person",), why="names nobody"),
    "bookings.BookingRequest": Kept("money", ("person",), "asked_at", EMPTY, stays=("kind",), why=EVIDENCE),
    "payments.Advance": Kept("money", ("person",), "asked_at", EMPTY),
    "payments.AdvanceUse": Kept("money", ("advance__person",), "advance__asked_at", EMPTY),
    "payments.Payment": Kept("money", ("person",), MADE, EMPTY, stays=("method",), why=EVIDENCE),
    "payments.PaymentLine": Kept("money", ("payment__person",), why="names nobody"),
    "payments.LeftOut": Kept("money", ("claim__person",), stays=("reason",), why=EVIDENCE),
    "payments.PaymentResult": Kept("money", ("payment__person",), "at", EMPTY),
    "payments.Confirmation": Kept("money", ("payment__person",), "at", EMPTY),
    "payments.Reply": Kept("money", ("confirmation__payment__person",), "at", EMPTY),
    "payments.BankFile": Kept("money", stays=("sealed",), why="sealed, for the time the law says"),
    "payments.BankReport": Kept("money", stays=("name",), why=NO_BANK_ANSWER),
    "payments.ReportLine": Kept(
        "money", stays=("reference", "why", "explained_why"), why=NO_BANK_ANSWER
    ),
    "payments.FileSettings": Kept(
        "ours", stays=("sealed_sort_code", "sealed_account_number", "tail"), why="their own account"
    ),
    "payments.Match": Kept("money", why="names nobody"),
    "payments.Reconciled": Kept("money", why="names nobody"),
    "payments.PaymentRun": Kept("money", why="names nobody"),
    "payments.JournalEntry": Kept("money", why="names nobody"),
    "payments.JournalLine": Kept("money", why="names nobody"),
}  # fmt: skip
OURS = _ours(
    *("accounts.Organisation", "team.Project", "team.Closing", "scope.PieceOfWork", "scope.ScreenAnswer"),
    *("scope.InfluenceStatement", "scope.NothingIsFixed", "scope.PieceAspect", "scope.AspectVersion"),
    *("scope.Scale", "scope.ScaleLevel", "scope.ChosenScale"),
    *("selection.InterestQuestion", "selection.OutcomeText", "selection.Criterion", "selection.ScoringPlan"),
    *("selection.ChoosingRule", "selection.KeptGroup", "selection.Draw"),
    "selection.ScoringEnd",
    "resources.BudgetLine",
    *("resources.PlannedActivity", "resources.StaffAllocation", "resources.Milestone", "roles.RoleTemplate"),
    *("resources.Funder", "resources.PlannedCost", "resources.WhatIf", "resources.WhatIfRow"),
    *("resources.LeadTime", "resources.AccessCost", "resources.StaffHours"),
    *("roles.RoleDescription", "roles.StandardTerms", "meetings.Series", "meetings.Meeting"),
    *("roles.ImportedRole", "roles.ImportedPiece", "selection.Opportunity"),
    *("meetings.MeetingFeedback", "meetings.Word", "meetings.MeetingSettings", "meetings.SchoolHolidays"),
    *("meetings.TalkBefore", "power_balance.ConcernContact", "power_balance.PowerThresholds"),
    *("power_balance.Decision", "power_balance.PowerReview", "diversity.DiversityAim", "diversity.Benchmark"),
    *("diversity.Release", "checklist.SignOffAsk", "policies.Policy", "policies.ApprovalRequest"),
    *("policies.Rate", "policies.MileageRate", "policies.ExpenseRule", "payees.Determination"),
    *("payees.DeterminationRequest", "payees.IndependentAdviser", "claims.ClaimSettings"),
    *("payments.ReadingRules", "promises.EscalationSettings"),
    *("notifications.NotificationText", "notifications.MailServer", "auth.Group"),
    *("auth.Permission", "contenttypes.ContentType", "socialaccount.SocialApp"),
)
MODELS: dict[str, Kept] = (
    OURS | PEOPLE | PROJECTS | MONEY | {"audit.AuditRun": Kept("audits", why="names nobody")}
)
"""Every model of both databases."""
