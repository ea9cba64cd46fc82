"""Data at scale: the same crowd for the same seed. Rows are written in bulk, past the actions."""

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import models

from contributors.accounts.models import Organisation, StaffRole, User
from contributors.accounts.roles import Role
from contributors.people.models import Connection, Person
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.states import State
from coproduce.foundation.promises.kinds import Side
from coproduce.foundation.promises.models import Promise
from expenses.claims.models import Claim
from projects.team.models import Project, TeamMember
from projects.team.states import ProjectState
from projects.team.states import Side as TeamSide

FIRST = [
    "Ada",
    "Bea",
    "Cy",
    "Dilys",
    "Ewan",
    "Farah",
    "Gwen",
    "Hari",
    "Ines",
    "Jo",
    "Kofi",
    "Lena",
    "Mair",
    "Noor",
    "Owen",
    "Priya",
    "Quentin",
    "Rhys",
    "Siân",
    "Tomos",
]
LAST = [
    "Ahmed",
    "Begum",
    "Clarke",
    "Davies",
    "Evans",
    "Fraser",
    "Green",
    "Hussain",
    "Iqbal",
    "Jones",
    "Khan",
    "Lewis",
    "Morgan",
    "Nguyen",
    "Okafor",
    "Price",
]
TOPICS = ["asthma", "knees", "memory", "birth", "sight", "sleep", "pain", "stroke", "hearing", "diabetes"]
CHUNK = 5_000


class Crowd:
    """Grows one organisation to `size` rows of each kind that has a list page."""

    def __init__(self, seed: int = 7) -> None:
        self.dice = random.Random(seed)  # noqa: S311
        self.now = clock.now()
        self.made = 0
        self.organisation = Organisation.objects.create(name="Bench", statement_name="BENCH")
        self.manager = self._account("manager@bench.example.org", "Mair Manager")
        StaffRole.objects.create(user=self.manager, organisation=self.organisation, role=Role.PPI_MANAGER)
        self.lead = self.manager.people.get()
        self.member = self._account("member@bench.example.org", "Owen Okafor")

    def _account(self, email: str, name: str) -> User:
        user = User.objects.create_user(email)
        person = Person.objects.create(name=name, email=email, account=user)
        Connection.objects.create(person=person, organisation=self.organisation)
        return user

    def grow_to(self, size: int) -> None:
        """Add rows until there are `size` of each kind."""
        numbers = range(self.made, size)
        bulk(Person, (self._person(n) for n in numbers))
        people = list(Person.objects.filter(account=None).order_by("id").values_list("id", flat=True))[
            self.made :
        ]
        bulk(Connection, (Connection(person_id=p, organisation=self.organisation) for p in people))
        bulk(Project, (self._project(n) for n in numbers))
        projects = list(Project.objects.order_by("id").values_list("id", flat=True))[self.made :]
        pairs = list(zip(numbers, people, projects, strict=True))
        bulk(TeamMember, (TeamMember(project_id=q, person_id=p, side=TeamSide.PUBLIC) for _n, p, q in pairs))
        bulk(Promise, (self._promise(*pair) for pair in pairs))
        bulk(Claim, (self._claim(*pair) for pair in pairs))
        bulk(Notification, (self._message(*pair) for pair in pairs))
        self.made = size

    def _person(self, n: int) -> Person:
        name = f"{self.dice.choice(FIRST)} {self.dice.choice(LAST)} {n}"
        return Person(name=name, email=f"p{n}@bench.example.org")

    def _project(self, n: int) -> Project:
        day = self.now.date() + dt.timedelta(days=self.dice.randint(-300, 300))
        return Project(
            organisation=self.organisation,
            title=f"Better {self.dice.choice(TOPICS)} care {n}",
            summary="Made for the benchmark.",
            status=self.dice.choice(ProjectState.values),
            lead=self.lead,
            starts_on=day,
            ends_on=day + dt.timedelta(days=365),
        )

    def _promise(self, n: int, person: int, project: int) -> Promise:
        due = self.now + dt.timedelta(hours=self.dice.randint(-500, 5000))
        return Promise(
            kind="help.ring_back",
            side=Side.ORGANISATION,
            organisation=self.organisation,
            project_id=project,
            person_id=person,
            owner=self.lead,
            subject_type="people.Person",
            subject_id=person,
            subject_ref="abcdefghjk",
            label=f"Person {n}",
            first_due_at=due,
            due_at=due,
        )

    def _claim(self, n: int, person: int, project: int) -> Claim:
        sent = self.now - dt.timedelta(minutes=self.dice.randint(1, 500_000))
        return Claim(
            person_id=person,
            organisation=self.organisation,
            project_id=project,
            about=f"Meeting {n}",
            status="sent",
            sent_at=sent,
            pay_by=(sent + dt.timedelta(days=28)).date(),
        )

    def _message(self, n: int, person: int, project: int) -> Notification:
        made = self.now - dt.timedelta(minutes=n)
        return Notification(
            kind="promises/reminder_to_contributor",
            organisation=self.organisation,
            recipient_id=person,
            address=f"p{n}@bench.example.org",
            subject_type="promises.Promise",
            subject_id=n,
            dedupe_key=f"bench:{n}",
            message_id=f"<bench-{n}@bench.example.org>",
            made_at=made,
            due_at=made,
            expires_at=made + dt.timedelta(days=14),
            state=State.SENT,
            sent_at=made,
        )


def bulk(model: type[models.Model], rows: Iterable[Any]) -> None:
    """Write rows in chunks, so that memory stays flat."""
    walk: Iterator[Any] = iter(rows)
    while chunk := list(islice(walk, CHUNK)):
        model._base_manager.bulk_create(chunk)
