"""What a person may decide, in words: the ladder read from where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rulebook.authority import Authority, Rung
from rules.lifecycle import STEPS, TABLE
from rules.permissions import Permission, allowed
from terms.complaint import Act
from terms.people import FILES_AS, LADDER, Role
from terms.powers import PowerKind
from terms.text import Text, say

Roles = frozenset[Role]
SIGNATURES = (Act.SIGN, Act.SEND_BACK, Act.REFUSE)


@dataclass(frozen=True, slots=True)
class Power:
    """One sentence to its owner; clause is empty where no policy speaks."""

    kind: PowerKind
    text: Text
    clause: str = ""


def powers(roles: Roles, authority: Authority) -> tuple[Power, ...]:
    """Everything a person of these roles decides, co-signs, passes on, does, and never does; in that order.

    The figures are the rulebook's; several roles add up.

    Source: P06 六(1)-(5), 七5; decisions 1-5.
    """
    return (
        *_decides(roles, authority),
        *_co_signs(roles, authority),
        *_above(roles, authority),
        *_does(roles, authority),
        *_not_mine(roles),
    )


def _decides(roles: Roles, authority: Authority) -> Iterator[Power]:
    for below, rung in _bands(authority):
        if rung.decides in roles:
            yield Power(PowerKind.DECIDES, _band_decided(below, rung), rung.clause)
    if authority.cash.decides in roles:
        yield Power(PowerKind.DECIDES, say("Compensation in money, in every band: you decide."), authority.cash.clause)
    if authority.one_to_many.at_least in roles:
        text = say("One incident that compensates many people comes to you, however small it is.")
        yield Power(PowerKind.DECIDES, text, authority.one_to_many.clause)


def _band_decided(below: int | None, rung: Rung) -> Text:
    office, signers = rung.file_at, rung.co_signers
    if rung.within is None and rung.needs_goods_received:
        return say(
            "Above %(below)s× you decide once the goods are in the warehouse; it is filed at %(office)s.",
            below=below, office=office,
        )  # fmt: skip
    if rung.within is None:
        return say("Above %(below)s× you decide; it is filed at %(office)s.", below=below, office=office)
    if signers:
        return say(
            "%(band)s you decide, %(roles)s co-sign; it is filed at %(office)s.",
            band=_band(below, rung.within), roles=signers, office=office,
        )  # fmt: skip
    return say("%(band)s you decide alone; it is filed at %(office)s.", band=_band(below, rung.within), office=office)


def _band(below: int | None, top: int) -> Text:
    if below is None:
        return say("Up to %(top)s×", top=top)
    return say("Above %(below)s× to %(top)s×", below=below, top=top)


def _co_signs(roles: Roles, authority: Authority) -> Iterator[Power]:
    for below, rung in _bands(authority):
        # Whoever decides a band does not co-sign it as well.
        if roles & frozenset(rung.co_signers) and rung.decides not in roles:
            band = _band(below, rung.within) if rung.within is not None else say("Above %(below)s×", below=below)
            text = say("%(band)s: %(role)s decides, you co-sign.", band=band, role=rung.decides)
            yield Power(PowerKind.CO_SIGNS, text, rung.clause)


def _above(roles: Roles, authority: Authority) -> Iterator[Power]:
    """What the highest of the person's ladder roles passes on."""
    held = [role for role in LADDER if role in roles]
    if not held:
        return
    for below, rung in _bands(authority):
        if LADDER.index(rung.decides) > LADDER.index(held[-1]):
            text = say("Above %(below)s×: %(role)s decides.", below=below, role=rung.decides)
            yield Power(PowerKind.ABOVE, text, rung.clause)
    if held[-1] is LADDER[-1]:
        return
    if authority.cash.decides not in roles:
        text = say("Compensation in money, in every band: %(role)s decides.", role=authority.cash.decides)
        yield Power(PowerKind.ABOVE, text, authority.cash.clause)
    own = say(
        "Above %(above)s× nobody decides a case they registered or proposed: the next one up does.",
        above=authority.own_case.above,
    )
    yield Power(PowerKind.ABOVE, own)


def _does(roles: Roles, authority: Authority) -> Iterator[Power]:
    yield from _files(roles, authority)
    for act, role, text in (
        (Act.RECEIVE_GOODS, Role.LOGISTICS, say("You confirm returned goods; the highest band waits for it.")),
        (Act.HAND_OVER, Role.LOGISTICS, say("You hand over the goods of approved and filed cases.")),
        (Act.PAY, Role.FINANCE, say("You pay the money of approved and filed cases.")),
        (Act.CALL_BACK, Role.GENERAL_OFFICE, say("You call the consumer back when the result is reported.")),
        (Act.CLOSE, Role.GENERAL_OFFICE, say("You close a case that is confirmed and filed.")),
        (Act.INVESTIGATE, Role.QUALITY, say("You record what the examination of the goods found.")),
    ):  # fmt: skip
        if role in roles:
            yield Power(PowerKind.DOES, text, STEPS[act].clause)
    for role, text in (
        (Role.SERVICE_ENGINEER, say("You make the visits planned for you and record them.")),
        (Role.HUMAN_RESOURCES, say("You see staff and their substitutes.")),
        (Role.HUMAN_RESOURCES, say("You see penalties and rewards, propose them, and enter wages.")),
        (Role.ADMINISTRATOR, say("You set up staff, roles, regions, products and substitutes.")),
    ):
        if role in roles:
            yield Power(PowerKind.DOES, text)
    if allowed(roles, Permission.PENALTY_DECIDE):
        text = say("You confirm the penalties of those on the rung below you, and decide their appeals.")
        yield Power(PowerKind.DOES, text)
    acts = _acts_on_cases(roles)
    if roles & frozenset(LADDER) and acts:
        yield Power(PowerKind.DOES, say("On your cases you may: %(acts)s.", acts=acts))


def _files(roles: Roles, authority: Authority) -> Iterator[Power]:
    """One sentence for each band that is filed at the person's office; neighbouring bands in one."""
    for office, role in FILES_AS.items():
        here = [(below, rung) for below, rung in _bands(authority) if rung.file_at is office]
        if role not in roles or not here:
            continue
        first, (_, last) = here[0], here[-1]
        if last.within is None:
            text = say("You file what is approved above %(below)s×.", below=first[0] or 0)
        else:
            text = say("You file what is approved up to %(top)s×.", top=last.within)
        yield Power(PowerKind.DOES, text, last.clause)
        if authority.cash.file_at is office:
            yield Power(PowerKind.DOES, say("You file every compensation in money."), authority.cash.clause)


def _acts_on_cases(roles: Roles) -> tuple[Act, ...]:
    """What every policy knows; an act that only some ask for shows itself on the case."""
    known = (step for step in TABLE if step.known is None and step.act not in SIGNATURES)
    return tuple(step.act for step in known if allowed(roles, step.permission))


def _not_mine(roles: Roles) -> Iterator[Power]:
    if not allowed(roles, Permission.SETTLEMENT_SIGN):
        yield Power(PowerKind.NOT_MINE, say("You sign no settlement."))
    if not allowed(roles, Permission.COMPLAINT_READ):
        yield Power(PowerKind.NOT_MINE, say("Cases are not yours to see or to decide."))


def _bands(authority: Authority) -> list[tuple[int | None, Rung]]:
    """Each band with the top of the band below it."""
    below = [None, *(rung.within for rung in authority.rungs)]
    return list(zip(below, authority.rungs, strict=False))
