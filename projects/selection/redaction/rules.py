"""Where words may tell who wrote them. Marks for whoever takes that out by hand: a program misses things.

What is certain (their own name, an address of mail, a long number) is replaced at once in what is offered to
save. What is likely (a place, somebody else's name, an age) is only marked: it may be what counts.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from projects.selection.interest.rules import HIDDEN


class Kind(TextChoices):
    """What a mark is for."""

    OWN_NAME = "own", _("their name")
    MAIL = "mail", _("an email address")
    WEB = "web", _("a web address or account")
    NUMBER = "number", _("a long number")
    POSTCODE = "postcode", _("a postcode")
    NAME = "name", _("maybe a name")
    PLACE = "place", _("maybe a place")
    DAY = "day", _("a date or age")


CERTAIN = (Kind.OWN_NAME, Kind.MAIL, Kind.WEB, Kind.NUMBER, Kind.POSTCODE)


@dataclass(frozen=True)
class Hint:
    """A piece of a text, from `start` to `end`, and why to look at it."""

    kind: Kind
    start: int
    end: int
    words: str

    @property
    def is_certain(self) -> bool:
        """Whether it is replaced without asking."""
        return self.kind in CERTAIN


@dataclass(frozen=True)
class Piece:
    """A part of a text as a page shows it: plain, or marked with what it may be."""

    words: str
    kind: Kind | None = None


PATTERNS: tuple[tuple[Kind, str], ...] = (
    (Kind.MAIL, r"\b[\w.+'-]+ ?@ ?[\w-]+(?: ?\. ?[\w-]+)+|\S+@\S+"),
    (
        Kind.WEB,
        r"(?:https?://|www\.)\S+|(?<!\w)@\w{2,}|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|uk)\b(?:/\S*)?",
    ),
    (Kind.NUMBER, r"(?<!\w)\+?\(?\d(?:[ ()./\-]{0,2}\d){6,}(?!\w)"),
    (Kind.POSTCODE, r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?[ ]?\d[A-Za-z]{2}\b"),
    (Kind.DAY, r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b"),
    (
        Kind.DAY,
        r"\b\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:January|February|March|April|May|June|July|August|September"
        r"|October|November|December)(?: \d{4})?\b|\b(?:19|20)\d\d\b",
    ),
    (Kind.DAY, r"\b(?:aged?|I am|I'm|I’m) \d{1,3}\b|\b\d{1,3}[ -]years?[ -]old\b"),
    (
        Kind.NAME,
        r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Nurse|Sister|Sir|Dame|Rev)\.? [^\W\d_][\w’'-]+",
    ),
    (
        Kind.NAME,
        r"(?i:\b(?:called|named|name is|husband|wife|partner|son|daughter|mother|father|mum|dad|brother"
        r"|sister|friend|carer|aunt|uncle|nan|gran)),? (?=[^\W\d_a-z])[^\W\d_][\w’'-]+",
    ),
    (
        Kind.PLACE,
        r"\b(?:[^\W\d_a-z][\w’'-]+ ){1,3}(?:Street|Road|Lane|Avenue|Close|Drive|Row|Square|Hospital"
        r"|Surgery|Infirmary|Clinic|Centre|Practice|School|Church|University|College|Hospice|Trust)\b",
    ),
    (Kind.PLACE, r"\b(?i:in|at|from|near|to|of) (?=[^\W\d_a-z])[^\W\d_][\w’'-]+"),
)  # fmt: skip
SHORT_FORMS = (
    "abigail abby", "alexander alex sandy", "alexandra alex sandra", "andrew andy", "anthony tony",
    "barbara babs", "benjamin ben", "catherine cathy kate katie", "charles charlie", "christine chris",
    "christopher chris", "daniel dan danny", "david dave", "deborah debbie deb", "dorothy dot dotty",
    "edward ed eddie ted", "elizabeth beth betty eliza lizzie liz", "frances fran", "frederick fred",
    "geoffrey geoff", "gerald gerry", "gillian gill", "harold harry", "jacqueline jackie", "james jim jimmy",
    "jennifer jenny jen", "john jack johnny", "jonathan jon", "joseph joe", "josephine jo josie",
    "judith judy", "katherine kathy kate katie", "kenneth ken", "lawrence larry", "leonard len",
    "margaret maggie meg peggy", "matthew matt", "michael mick mike", "mohammed mo", "muhammad mo",
    "nicholas nick", "nicola nicky", "pamela pam", "patricia pat trish", "patrick pat paddy", "peter pete",
    "philip phil", "raymond ray", "rebecca becky", "richard dick rich rick", "robert bob bobby rob",
    "ronald ron", "samantha sam", "samuel sam", "stephen steve", "steven steve", "stuart stu", "susan sue",
    "terence terry", "theresa terry tess", "thomas tom tommy", "timothy tim", "victoria vicky tori",
    "vincent vince", "william bill billy will",
)  # fmt: skip
ALSO_WORDS = (
    "will may mark grace hope joy faith rose jack bill rich dick ray pat ash art bob sue sandy sunny rob dot"
    " jo mo ed day young long wise good king page rice love little white brown green black grey"
)
"""Names that are plain words too: small letters say that the word is meant."""


def hints(text: str, contact: Mapping[str, str]) -> list[Hint]:
    """Return what to look at in a text, in its order, none inside another: what is certain comes first."""

    def first(one: Hint) -> tuple[bool, int, int]:
        return (not one.is_certain, one.start - one.end, one.start)

    found = sorted([*_own(text, contact), *_likely(text)], key=first)
    kept: list[Hint] = []
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def suggested(text: str, contact: Mapping[str, str]) -> str:
    """Return a text without what certainly tells who wrote it: the same mark for each piece, however long."""
    while certain := [one for one in hints(text, contact) if one.is_certain]:
        said, at = [], 0
        for one in certain:
            said += [text[at : one.start], HIDDEN]
            at = one.end
        text = "".join([*said, text[at:]])
    return text


def pieces(text: str, contact: Mapping[str, str]) -> list[Piece]:
    """Return a text in pieces, those to look at with what they may be."""
    shown, at = [], 0
    for one in hints(text, contact):
        shown += [Piece(text[at : one.start]), Piece(one.words, one.kind)]
        at = one.end
    return [piece for piece in (*shown, Piece(text[at:])) if piece.words]


def left_in(text: str, contact: Mapping[str, str]) -> list[str]:
    """Return what certainly tells who wrote it and still stands in words that somebody wants to save."""
    return [one.words for one in hints(text, contact) if one.is_certain]


def _own(text: str, contact: Mapping[str, str]) -> Iterator[Hint]:
    """The person's name in all parts and usual short forms, and what they gave to be reached by."""
    plain = _folded(text)
    for part in _name_parts(contact):
        for match in re.finditer(rf"(?<![^\W_]){re.escape(part)}(?![^\W_])", plain):
            words = text[match.start() : match.end()]
            if words[:1].islower() and part in ALSO_WORDS.split():
                continue
            yield Hint(Kind.OWN_NAME, match.start(), match.end(), words)
    for line in _lines_of(contact):
        for match in re.finditer(re.escape(line), plain):
            yield Hint(Kind.OWN_NAME, match.start(), match.end(), text[match.start() : match.end()])


def _name_parts(contact: Mapping[str, str]) -> list[str]:
    whole = _folded(contact.get("name", ""))
    split = {part for part in re.split(r"[^\w’']+", whole) if len(part) > 1}
    before_at = _folded(contact.get("email", "")).partition("@")[0]
    split |= {part for part in re.split(r"[\d._+\-]+", before_at) if len(part) > 3}
    also = {form for line in SHORT_FORMS if split & set(line.split()) for form in line.split()}
    return sorted(split | also, key=lambda part: (-len(part), part))


def _lines_of(contact: Mapping[str, str]) -> list[str]:
    """The lines of their postal address, as they may stand in a text."""
    lines = (_folded(line).strip(" ,.") for line in contact.get("address", "").splitlines())
    return [line for line in lines if len(line) > 3]


def _likely(text: str) -> Iterable[Hint]:
    for kind, pattern in PATTERNS:
        for match in re.finditer(pattern, text):
            yield Hint(kind, match.start(), match.end(), match.group())


def _folded(text: str) -> str:
    """Return a text in small letters without accents, letter for letter: places in it stay the same."""
    return "".join(_plain(letter) for letter in text)


def _plain(letter: str) -> str:
    small = unicodedata.normalize("NFKD", letter.lower())[:1]
    return small if len(small) == 1 else letter
