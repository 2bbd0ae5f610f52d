"""Who decides a settlement, who signs with them, and where it is filed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rulebook.authority import Authority, Lift, Reviewer, Rung
from terms.authority import Measured, Reviewed
from terms.complaint import ComplaintKind
from terms.people import LADDER, Office, Role
from terms.refusal import Refusal
from terms.text import Text, say
from terms.trade import Unit

Quantity = int | Decimal | Fraction


class NothingExchanged(Refusal):
    """Without exchanged goods there is no multiple."""


class NobodyLeftToDecide(Refusal):
    """Everybody who could decide or co-sign proposed or registered the case."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides and how it is filed.

    clause: of the rung that decides; filing_clause: of the band that says where it is filed.
    why: sentences that explain the decision, the band first.
    """

    decides: Role
    co_signers: tuple[Role, ...]
    file_at: Office
    needs_goods_received: bool
    clause: str
    filing_clause: str
    why: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class _Barred:
    """Roles that may not sign this case, and why: part in it, or nobody there."""

    concerned: frozenset[Role]
    vacant: frozenset[Role]

    def __contains__(self, role: Role) -> bool:
        return role in self.concerned or role in self.vacant


@dataclass(frozen=True, slots=True)
class Weight:
    """What a settlement weighs beside its multiple.

    amount: yuan, goods and money together; cash: yuan; people: how many one incident concerns.
    """

    amount: Decimal = Decimal(0)
    cash: Decimal = Decimal(0)
    people: int = 1
    kind: ComplaintKind | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    """The role some rung names, with the reason."""

    role: Role
    clause: str
    why: tuple[Text, ...]


def multiple(
    exchanged: Quantity,
    compensated: Quantity,
    *,
    exchanged_unit: Unit = Unit.BOTTLE,
    compensated_unit: Unit = Unit.BOTTLE,
    units_per_case: int = 1,
) -> Fraction:
    """Compensated / exchanged quantity, exact; units that differ are converted to the smallest.

    units_per_case: smallest units in a case of the product.
    :raises NothingExchanged: the exchanged quantity is zero or less, or the compensated one is negative.
    """
    if exchanged <= 0 or compensated < 0:
        raise NothingExchanged(say("State how much is exchanged: more than zero, and nothing negative."))
    in_one = {unit: units_per_case if unit is Unit.CASE else 1 for unit in Unit}
    return (Fraction(compensated) * in_one[compensated_unit]) / (Fraction(exchanged) * in_one[exchanged_unit])


def largest(multiples: Iterable[Fraction]) -> Fraction:
    """The multiple that counts for a settlement of several products: the highest of its lines; 0 without lines."""
    return max(multiples, default=Fraction(0))


def who_decides(
    *,
    multiple: Fraction,
    in_cash: bool,
    authority: Authority,
    concerned: frozenset[Role] = frozenset(),
    vacant: frozenset[Role] = frozenset(),
    one_to_many: bool = False,
    weight: Weight | None = None,
) -> Decision:
    """Return who decides, who co-signs, and where it is filed.

    multiple: compensated / exchanged quantity, exact. The top of a band belongs to it: 5 is the department head's,
    61/12 is not. Money, in any band, is the general manager's; whether the goods must be in the warehouse first still
    follows from the multiple.
    concerned: roles of the ladder held by whoever proposed or registered the case. Above band 1 a concerned decider
    gives way to the next rung; the filing office stays that of the multiple's band. A concerned co-signer is
    replaced by the next role up that has no part in the case.
    vacant: roles of the ladder for which the case has no person of its own; passed over like concerned ones.
    one_to_many: one incident that compensates many people; at least the department head decides.
    weight: lifts the decision where the pack names amounts, cash, counts or kinds; it never lowers it.

    Source: P06 六(1)-(5), 七5; AP-01..06, AP-09; decisions 1-5.
    :raises NobodyLeftToDecide:
    """
    band = band_of(multiple, authority)
    rung = authority.cash if in_cash else band
    named = _named(multiple, in_cash=in_cash, one_to_many=one_to_many, authority=authority)
    named = _lifted(named, weight or Weight(), authority)
    barred = _Barred(concerned, vacant)
    if not _may_be_own(multiple, named, band, authority):
        named = _next_free(named, barred, authority)
    co_signers = _co_signers(rung, named.role, barred)
    goods = (say("The goods must be received at the warehouse first."),) if band.needs_goods_received else ()
    return Decision(
        decides=named.role,
        co_signers=co_signers,
        file_at=rung.file_at,
        needs_goods_received=band.needs_goods_received,
        clause=named.clause,
        filing_clause=rung.clause,
        why=(*named.why, *_replaced(rung, named.role, co_signers, barred), *goods),
    )


def reviewer_of(paper: Reviewed, authority: Authority) -> Reviewer | None:
    """Who reviews a paper and answers for the review, where the policy says it (P06 七2; P17 4.3(2); P23 二节3)."""
    return next((one for one in authority.reviewers if one.of is paper), None)


def band_of(multiple: Fraction, authority: Authority) -> Rung:
    """The band a multiple falls in; its top belongs to it."""
    return next(rung for rung in authority.rungs if rung.within is None or multiple <= rung.within)


def _named(multiple: Fraction, *, in_cash: bool, one_to_many: bool, authority: Authority) -> _Named:
    if in_cash:
        cash = authority.cash
        why = say("Compensation in money: %(role)s decides in every band.", role=cash.decides)
        return _Named(cash.decides, cash.clause, (why,))
    band = band_of(multiple, authority)
    named = _Named(band.decides, band.clause, (_explain_band(multiple, band, authority),))
    least = authority.one_to_many
    if one_to_many and LADDER.index(named.role) < LADDER.index(least.at_least):
        lifted = say("One incident compensates many people: %(role)s decides at least.", role=least.at_least)
        return _Named(least.at_least, least.clause, (*named.why, lifted))
    return named


def _lifted(named: _Named, weight: Weight, authority: Authority) -> _Named:
    """The role after every lift of the pack; a lift to a role not above the one already named changes nothing."""
    for lift in authority.lifts:
        if _measured(lift, weight) > lift.over:
            why = say(
                "%(measure)s is above %(over)s: %(role)s decides at least.",
                measure=lift.measure, over=lift.over, role=lift.at_least,
            )  # fmt: skip
            named = _raised(named, lift.at_least, lift.clause, why)
    for one in authority.kinds:
        if one.kind is weight.kind:
            why = say("%(kind)s: %(role)s decides at least.", kind=one.kind, role=one.at_least)
            named = _raised(named, one.at_least, one.clause, why)
    return named


def _measured(lift: Lift, weight: Weight) -> Decimal:
    return {
        Measured.AMOUNT: weight.amount,
        Measured.CASH: weight.cash,
        Measured.COUNT: Decimal(weight.people),
    }[lift.measure]


def _raised(named: _Named, role: Role, clause: str, why: Text) -> _Named:
    if LADDER.index(role) <= LADDER.index(named.role):
        return named
    return _Named(role, clause or named.clause, (*named.why, why))


def _explain_band(multiple: Fraction, band: Rung, authority: Authority) -> Text:
    role = band.decides
    if band.within is None:
        top = max(rung.within for rung in authority.rungs if rung.within is not None)
        return say(
            "By quantity %(role)s decides: %(multiple)s× is above %(top)s×.", role=role, multiple=multiple, top=top
        )
    if multiple == band.within:
        return say(
            "By quantity %(role)s decides: exactly %(multiple)s× still belongs to this band.",
            role=role,
            multiple=multiple,
        )
    return say(
        "By quantity %(role)s decides: %(multiple)s× is within %(top)s×.", role=role, multiple=multiple, top=band.within
    )


def _may_be_own(multiple: Fraction, named: _Named, band: Rung, authority: Authority) -> bool:
    """Band 1 leaves the clerk their own case; money and one-to-many do not count as band 1."""
    return multiple <= authority.own_case.above and named.role is band.decides


def _next_free(named: _Named, barred: _Barred, authority: Authority) -> _Named:
    if named.role not in barred:
        return named
    higher = LADDER[LADDER.index(named.role) + 1 :]
    free = next((role for role in higher if role not in barred), None)
    if free is None:
        raise NobodyLeftToDecide(
            say("Nobody above can decide this case; another person must propose it."), clause=named.clause
        )
    return _Named(free, _clause_of(free, named, authority), (*named.why, _moved(named.role, free, barred)))


def _moved(role: Role, free: Role, barred: _Barred) -> Text:
    if role in barred.concerned:
        return say(
            "%(role)s proposed or registered this case and may not decide it: %(next)s does.", role=role, next=free
        )
    return say("Nobody is there as %(role)s to decide this case: %(next)s does.", role=role, next=free)


def _clause_of(role: Role, named: _Named, authority: Authority) -> str:
    """The clause of the rung a role decides; a role without a rung of its own keeps the clause that named it."""
    return next((rung.clause for rung in authority.rungs if rung.decides is role), named.clause)


def _co_signers(rung: Rung, decides: Role, barred: _Barred) -> tuple[Role, ...]:
    wanted = tuple(role for role in rung.co_signers if role is not decides)
    signers = [role for role in wanted if role not in barred]
    for role in wanted:
        if role in barred:
            signers.append(_stand_in(role, {decides, *signers}, barred, rung))
    return tuple(sorted(signers, key=LADDER.index))


def _stand_in(role: Role, taken: set[Role], barred: _Barred, rung: Rung) -> Role:
    higher = LADDER[LADDER.index(role) + 1 :]
    free = next((other for other in higher if other not in taken and other not in barred), None)
    if free is None:
        raise NobodyLeftToDecide(
            say("Nobody is left to co-sign this case; another person must propose it."), clause=rung.clause
        )
    return free


def _replaced(rung: Rung, decides: Role, co_signers: tuple[Role, ...], barred: _Barred) -> tuple[Text, ...]:
    """One sentence for every co-signer who stands in for a barred one."""
    left = [role for role in rung.co_signers if role is not decides and role not in co_signers]
    new = [role for role in co_signers if role not in rung.co_signers]
    return tuple(_co_signs_instead(old, stand_in, barred) for old, stand_in in zip(left, new, strict=True))


def _co_signs_instead(role: Role, stand_in: Role, barred: _Barred) -> Text:
    if role in barred.concerned:
        return say("%(role)s proposed or registered this case: %(next)s co-signs instead.", role=role, next=stand_in)
    return say("Nobody is there as %(role)s to co-sign this case: %(next)s does.", role=role, next=stand_in)
