"""The first day of an organisation: what it still needs, why, and where that is done."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contributors.accounts.confirming.queries import waiting_for
from contributors.accounts.models import Organisation, StaffRole, User
from contributors.accounts.roles import Role, roles_with
from coproduce.foundation import clock
from coproduce.foundation.checks import is_of_the_demo
from coproduce.foundation.pages.administration import SET_UP, administers
from coproduce.foundation.pages.requests import AuthenticatedRequest
from coproduce.foundation.promises.models import EscalationSettings
from expenses.claims.models import ClaimSettings
from expenses.policies.models import Policy
from expenses.policies.states import PolicyState
from projects.power_balance.concerns.models import ConcernContact
from projects.roles.standard_terms.queries import terms_of
from projects.team.models import Project
from projects.team.states import ProjectState

CONTACTS_SHOWN = 10
NEEDED = (Role.PPI_MANAGER, Role.APPROVER, Role.FINANCE, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Link:
    """Where something is done: an address, its words, and who may go there.

    `capability` opens a page of staff; an empty one means a page of the administration.
    """

    url: str
    words: str
    capability: str = ""


@dataclass(frozen=True)
class Need:
    """Something an organisation needs: what is missing of it, why it matters, where it is done."""

    title: str
    why: str
    missing: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    @property
    def done(self) -> bool:
        return not self.missing


@require_safe
def set_up(request: AuthenticatedRequest) -> HttpResponse:
    """Show what each organisation of the user still needs; before there is one, how to make it."""
    user = request.user
    if not administers(user) and not user.organisation_ids("set_up"):
        if user.is_staff_member:
            raise PermissionDenied
        raise Http404
    context = {
        "blocks": [_block(user, body) for body in organisations_of(user)],
        "may_add": user.is_superuser,
        "roles_wait": bool(waiting_for(user)),
        "first": reverse("admin:accounts_organisation_add") + SET_UP,
    }
    return render(request, "staff/set_up.html", context)


def _block(user: User, body: Organisation) -> dict[str, object]:
    """Return what an organisation needs, and the first thing of it that the user can do now."""
    needs = [_for(user, body, need) for need in needs_of(body)]
    can_do = [row for row in needs if row.missing and row.links]
    return {"organisation": body, "needs": needs, "next": can_do[0] if can_do else None}


def organisations_of(user: User) -> QuerySet[Organisation]:
    """Return the organisations somebody sets up: all of them for a superuser."""
    if user.is_superuser:
        return Organisation.objects.all()
    return Organisation.objects.filter(pk__in=user.organisation_ids("set_up"))


@dataclass(frozen=True)
class Row:
    """A need as the page shows it to a user, with the links they may follow."""

    need: Need
    links: list[Link]

    @property
    def missing(self) -> list[str]:
        """What is missing of it."""
        return self.need.missing

    @property
    def somebody_else(self) -> bool:
        """Whether it is missing, and not theirs to do."""
        return bool(self.missing) and not self.links


def _for(user: User, body: Organisation, need: Need) -> Row:
    """Return a need as the page shows it to a user."""
    admin = administers(user) and (user.is_superuser or user.can("administer", body.pk))
    open_links = [
        link for link in need.links if (user.can(link.capability, body.pk) if link.capability else admin)
    ]
    return Row(need, open_links)


def needs_of(body: Organisation) -> list[Need]:
    """Return everything an organisation needs before its first claim can be paid, in order."""
    return [
        _organisation(body),
        _people(body),
        _claims(body),
        _concerns(body),
        _policy(body),
        _terms(body),
        _late(body),
        _project(body),
        *_contacts(body),
    ]


def _admin(name: str, *args: int, **chosen: int) -> str:
    """Return the address of a page of the administration that leads back here, with what is known."""
    more = "".join(f"&{key}={value}" for key, value in chosen.items())
    return reverse(f"admin:{name}", args=args) + SET_UP + more


def _organisation(body: Organisation) -> Need:
    phone_is_ours = bool(body.help_phone) and not is_of_the_demo(phone=body.help_phone)
    email_is_ours = bool(body.help_email) and not is_of_the_demo(email=body.help_email)
    said = {
        _("a phone number for help"): phone_is_ours,
        _("an email address for help"): email_is_ours,
        _("a postal address"): bool(body.postal_address.strip()),
    }
    return Need(
        _("Name, help line and address"),
        _("They appear on every page, at the end of every message and at the top of letters."),
        [words for words, there in said.items() if not there],
        [Link(_admin("accounts_organisation_change", body.pk), _("Change the organisation"))],
    )


def _people(body: Organisation) -> Need:
    held = set(_roles(body).values_list("role", flat=True))
    missing = [_("someone as %(role)s") % {"role": role.label} for role in NEEDED if role not in held]
    return Need(
        _("People and their roles"),
        _("Nobody can approve their own claims, or pay what they approved. New colleagues get an email "
          "that helps them choose a password and a second step."),
        missing,
        [
            Link(_admin("accounts_user_add"), _("Add someone’s account")),
            Link(_admin("accounts_staffrole_add", organisation=body.pk), _("Give someone a role here")),
        ],
    )  # fmt: skip


def _claims(body: Organisation) -> Need:
    settings = ClaimSettings.objects.filter(organisation=body).first()
    able = _holders(body, roles_with("approve_claims"))
    missing = [] if len(able) > 1 else [_("two people who may approve claims, so that one can be away")]
    if settings is None or settings.escalate_to_id is None:
        missing.append(_("someone to tell when a claim is late"))
    where = (
        _admin("claims_claimsettings_change", settings.pk)
        if settings
        else _admin("claims_claimsettings_add", organisation=body.pk)
    )
    return Need(
        _("Who checks claims"),
        _("A claim must not depend on one person. A deputy takes over, and someone is told when it is late."),
        missing,
        [Link(where, _("Choose who checks claims"))],
    )


def _concerns(body: Organisation) -> Need:
    there = ConcernContact.objects.standing().filter(organisation=body).exists()
    return Need(
        _("Someone outside the projects for concerns"),
        _(
            "People can share a concern with someone who is not on their project. You need to choose that "
            "person."
        ),
        [] if there else [_("a person who reads concerns")],
        [Link(_admin("power_balance_concerncontact_add", organisation=body.pk), _("Choose that person"))],
    )


def _policy(body: Organisation) -> Need:
    links = [
        Link(reverse("policies:list"), _("Choose a published policy and copy it"), "edit_policies"),
        Link(_admin("policies_policy_add", organisation=body.pk), _("Write a policy")),
    ]
    why = _(
        "We cannot work out a fee or a claim until rates are approved. One person writes them, another "
        "approves them."
    )
    missing: list[str] = []
    if Policy.objects.in_force(body.pk, clock.today()) is None:
        drafts = Policy.objects.filter(organisation=body, status__in=(PolicyState.DRAFT, PolicyState.ASKED))
        draft = drafts.order_by("-id").first()
        missing = [
            _waits_for(body, draft) if draft else _("a policy with rates (start by copying a published one)")
        ]
        if draft:
            links.insert(
                0, Link(reverse("policies:detail", args=[draft.ref]), _("Go to it"), "edit_policies")
            )
    elif len(_holders(body, roles_with("edit_policies"))) < 2:
        missing = [_("a second person who could approve the next policy")]
    return Need(_("Rates"), why, missing, links)


def _terms(body: Organisation) -> Need:
    terms, templates = (reverse(f"roles:{name}", args=[body.ref]) for name in ("standard_terms", "templates"))
    missing = [] if terms_of(body.pk) else [_("what roles say about pay and expenses")]
    why = _("Pay, expenses and who to go to with a worry: said once, every new role begins with it.")
    links = [Link(terms, _("Say it once for all roles"), "set_up")]
    scale = reverse("scales:choose", args=[body.ref])
    links.append(Link(templates, _("Role templates"), "set_up"))
    links.append(Link(scale, _("Choose a scale of participation"), "set_up"))
    return Need(_("What every role says about pay"), why, missing, links)


def _waits_for(body: Organisation, draft: Policy) -> str:
    """Say who may approve a draft: everybody who looks after policies but who made it."""
    able = [user for user in _holders(body, roles_with("edit_policies")) if user.pk != draft.made_by_id]
    names = ", ".join(str(user) for user in able)
    if not names:
        return _("a second person to approve “%(policy)s”") % {"policy": draft.name}
    return _("approval of “%(policy)s” by one of: %(names)s") % {"policy": draft.name, "names": names}


def _late(body: Organisation) -> Need:
    named = EscalationSettings.objects.filter(organisation=body).exists()
    return Need(
        _("When a promise of ours is late"),
        _(
            "Who is told, and after how many days: the named contact, then the head of involvement, then "
            "one more person."
        ),
        [] if named else [_("your own choice (until then we use the usual days)")],
        [Link(reverse("escalation:change", args=[body.ref]), _("Choose days and people"), "set_up")],
    )


def _project(body: Organisation) -> Need:
    there = Project.objects.filter(organisation=body).exists()
    return Need(
        _("The first project"),
        _("People are invited to a project. A PPI manager starts it, or invites the first person with it."),
        [] if there else [_("a project")],
        [
            Link(reverse("roles:quick_invite"), _("Invite someone"), "start_project"),
            Link(reverse("team:start"), _("Start a project"), "start_project"),
        ],
    )


def _contacts(body: Organisation) -> list[Need]:
    """Name the projects whose contact no longer works here; nothing, while there is none."""
    here = _roles(body).filter(role__in=roles_with("edit_project"))
    open_ones = Project.objects.filter(organisation=body).exclude(status=ProjectState.CLOSED)
    left = list(open_ones.exclude(lead__account__in=here.values("user")).order_by("title")[:CONTACTS_SHOWN])
    if not left:
        return []
    return [
        Need(
            _("A named contact for every project"),
            _("Public contributors go to the named contact first. These contacts no longer work here."),
            [_("someone for “%(project)s”") % {"project": project.title} for project in left],
            [
                Link(reverse("team:edit", args=[project.ref]), project.title, "start_project")
                for project in left
            ],
        )
    ]


def _roles(body: Organisation) -> QuerySet[StaffRole]:
    return StaffRole.objects.current().filter(organisation=body, user__is_active=True)


def _holders(body: Organisation, roles: Iterable[str]) -> list[User]:
    held = _roles(body).filter(role__in=list(roles))
    found = User.objects.filter(Q(pk__in=held.values("user"))).order_by("email")
    return list(found.prefetch_related("people"))
