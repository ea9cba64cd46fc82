"""Who is in the story."""

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from contributors.accounts.models import Organisation, StaffRole, User
from contributors.accounts.roles import Role
from contributors.availability import actions as availability
from contributors.people import actions as people
from contributors.people.access_needs import actions as needs
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.known import known
from coproduce.foundation.notifications.models import Channel

PASSWORD = "co-production-together"  # noqa: S105
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105
LONG_AGO = dt.timedelta(days=500)

STAFF = [
    ("Priya Shah", "priya.shah@severn-network.example.org", Role.PPI_MANAGER),
    ("Tom Ellis", "tom.ellis@severn-network.example.org", Role.PROJECT_STAFF),
    ("Grace Mensah", "grace.mensah@severn-network.example.org", Role.APPROVER),
    ("Ruth Owen", "ruth.owen@severn-network.example.org", Role.FINANCE),
    ("Dev Patel", "dev.patel@severn-network.example.org", Role.FINANCE),
    ("Helen Ward", "helen.ward@severn-network.example.org", Role.REPORTING),
    ("Alex Reed", "alex.reed@severn-network.example.org", Role.ADMINISTRATOR),
]


@dataclass
class Cast:
    """The people of the story by a short name."""

    network: Organisation
    staff: dict[str, User]
    public: dict[str, Person]

    def user(self, name: str) -> User:
        """Return somebody's account, staff or public."""
        return self.staff[name] if name in self.staff else known(self.public[name].account)

    def person(self, name: str) -> Person:
        """Return somebody as a person, staff or public."""
        return known(self.staff[name].person) if name in self.staff else self.public[name]


@transaction.atomic
def gather() -> Cast:
    """Make the network, its staff and the people it knows."""
    network = Organisation.objects.create(
        name="Severn Health Innovation Network",
        statement_name="SEVERN HIN",
        help_phone="0117 496 0450",
        help_email="involvement@severn-network.example.org",
        postal_address="Severn Health Innovation Network\n4 Harbour Walk\nBristol\nBS1 1AA",
    )
    staff = {name.split()[0].lower(): employ(network, name, email, role) for name, email, role in STAFF}
    cast = Cast(network, staff, {})
    meet_the_public(cast)
    return cast


def employ(network: Organisation, name: str, email: str, role: Role) -> User:
    """Give somebody an account with a password, a second factor and a role."""
    admin = role == Role.ADMINISTRATOR
    user = User.objects.create_user(email, PASSWORD, is_staff=admin, is_superuser=admin)
    person = people.add_person(organisation=network, by=None, name=name, email=email)
    Person.objects.filter(pk=person.pk).update(account=user)
    StaffRole.objects.create(user=user, organisation=network, role=role, since=clock.today() - LONG_AGO)
    TOTP.activate(user, TOTP_SECRET)
    return User.objects.get(pk=user.pk)


def meet_the_public(cast: Cast) -> None:
    """Add people with the lives that meetings usually forget."""
    by = cast.staff["priya"]

    def add(key: str, name: str, email: str = "", **fields: object) -> Person:
        person = people.add_person(organisation=cast.network, by=by, name=name, email=email, **fields)
        if email:
            people.account_for(person)
        cast.public[key] = Person.objects.get(pk=person.pk)
        return cast.public[key]

    meg = add("meg", "Meg Hughes", "meg.hughes@example.org", phone="0117 496 0101", format="large")
    yusuf = add("yusuf", "Yusuf Ahmed", "yusuf.ahmed@example.org")
    danuta = add("danuta", "Danuta Kowalska", "danuta.kowalska@example.org", phone="01225 496 010")
    add("sam", "Sam Okafor", "sam.okafor@example.org")
    add("leanne", "Leanne Brown", "leanne.brown@example.org")
    add("aled", "Aled Morgan", "morgans@example.org")
    add("carys", "Carys Morgan", "morgans@example.org")
    add("joan", "Joan Pickering", channel=Channel.PHONE, phone="01934 496 015")
    add("will", "Will Trevelyan", channel=Channel.POST, address="4 Quay Lane\nPortishead\nBS20 7AA")
    me = cast.user
    availability.add_weekly(
        meg, by=me("meg"), weekdays=[0, 1, 2, 3, 4], from_minute=8 * 60, to_minute=9 * 60 + 30
    )
    availability.add_weekly(yusuf, by=me("yusuf"), weekdays=[4], from_minute=12 * 60, to_minute=15 * 60)
    availability.add_weekly(danuta, by=me("danuta"), weekdays=[0, 2], from_minute=6 * 60, to_minute=14 * 60)
    availability.set_travel(danuta, by=me("danuta"), before=60, after=60, joins_online=True)
    needs.add(
        meg, by=me("meg"), category="001", words="Short sentences, and time to think.", seen_by="organisers"
    )
    needs.add(yusuf, by=me("yusuf"), category="009", words="A room without stairs.", seen_by="organisers")
