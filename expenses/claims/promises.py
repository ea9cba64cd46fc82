"""What a claim promises: we pay by a day; you answer our question; you look at what we typed for you."""

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

PAY = kinds.register(
    PromiseKind(
        key="claims.pay",
        side=Side.ORGANISATION,
        for_contributor=_("Pay your claim: {label}"),
        for_staff=_("Pay a claim: {label}"),
        desk_url="claims:detail",
        seen_by="see_claims",
        portal_url="my_claims:detail",
    )
)
ANSWER = kinds.register(
    PromiseKind(
        key="claims.answer",
        side=Side.CONTRIBUTOR,
        for_contributor=_("Answer our question about your claim: {label}"),
        for_staff=_("Answer our question about a claim: {label}"),
        desk_url="claims:detail",
        seen_by="see_claims",
        portal_url="my_claims:detail",
    )
)
SEND = kinds.register(
    PromiseKind(
        key="claims.send",
        side=Side.CONTRIBUTOR,
        for_contributor=_("Check and send the claim we started for you: {label}"),
        for_staff=_("Check and send a claim: {label}"),
        portal_url="my_claims:detail",
    )
)
