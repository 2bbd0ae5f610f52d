"""What a registration must contain, how urgent it is, and what the complainant is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rulebook.intake import Demand, Formality, Intake
from terms.complaint import Channel, ComplaintKind, Severity
from terms.intake import IntakeDemand, IntakeField
from terms.refusal import Refusal
from terms.text import Text, say
from terms.time import local
from terms.trade import BatchMark, CustomerGrade, CustomerKind


class AnonymousNotAllowed(Refusal):
    """The pack wants to know who complains."""


@dataclass(frozen=True, slots=True)
class IntakeFacts:
    """What the form holds; empty texts and None mean not given.

    packaged: the goods come packaged, so that a production date can be read.
    photos: how many are attached. promotion: "无" states that there was none. channel: None where it is not asked.
    """

    kind: ComplaintKind
    customer: CustomerKind = CustomerKind.CONSUMER
    purchase_place: str = ""
    address: str = ""
    product: str = ""
    produced_on: date | None = None
    batch: str = ""
    batch_mark: BatchMark = BatchMark.PRINTED
    photos: int = 0
    packaged: bool = True
    anonymous: bool = False
    name: str = ""
    phone: str = ""
    description: str = ""
    demand: str = ""
    service_time: str = ""
    service_place: str = ""
    persons: str = ""
    model: str = ""
    fault_time: str = ""
    proof_of_purchase: str = ""
    channel: Channel | None = None
    purchased_on: date | None = None
    promotion: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """One field that must be filled or put right: the form's field or what is demanded, the sentence, the clause."""

    field: IntakeField | IntakeDemand
    text: Text
    clause: str


@dataclass(frozen=True, slots=True)
class Priority:
    """points: the more, the further up the queue; why: one sentence for every reason."""

    points: int
    why: tuple[Text, ...]


def missing(facts: IntakeFacts, intake: Intake) -> tuple[Missing, ...]:
    """Every fact still to be asked for, in the order of the form.

    A batch number may be marked as not printed or unreadable when a photo shows it. An anonymous complainant need
    not give name, phone or address.

    Source: P06 五(1); IN-17, IN-18, IN-25; P11 〈一〉2; decisions 11 and 12.
    :raises AnonymousNotAllowed: the pack takes no anonymous complaints.
    """
    if facts.anonymous and not intake.anonymous_allowed:
        raise AnonymousNotAllowed(say("An anonymous complaint cannot be taken; ask for name and phone."))
    found = (_lack(facts, demand, intake) for demand in intake.demands if _demanded(facts, demand, intake))
    return (*(lack for lack in found if lack), *_shut_out(facts, intake))


# Ways in that leave something in writing.
WRITTEN = (Channel.LETTER, Channel.EMAIL, Channel.WEB, Channel.COMPLAINT_BOX, Channel.WECHAT, Channel.SMS, Channel.CHAT)


def lacking(
    kind: ComplaintKind,
    channel: Channel,
    intake: Intake,
    *,
    anonymous: bool = False,
    signed: bool = False,
    contacted: bool = False,
    truthful: bool = True,
) -> tuple[Formality, ...]:
    """What the way a case came in still lacks before it is handled: writing, a real name, a signature, a talk.

    signed: the complaint material is signed. contacted: an anonymous complainant was asked for more.
    truthful: the complainant was told to give true information.

    Source: P27 接收1, 审核2; P34 三1; P40 四1a; P41 四1; IN-24, IN-26..28.
    """
    unmet = {
        IntakeDemand.WRITTEN: channel not in WRITTEN,
        IntakeDemand.REAL_NAME: anonymous,
        IntakeDemand.SIGNATURE: not signed,
        IntakeDemand.CONTACT_FIRST: anonymous and not contacted,
        IntakeDemand.TRUTHFUL: not truthful,
    }
    return tuple(one for one in intake.formalities if kind in one.kinds and unmet.get(one.demand, False))


# What cannot be made up for later: another way in has to be taken, or the name given.
AT_THE_DOOR: Mapping[IntakeDemand, Text] = {
    IntakeDemand.WRITTEN: say("It must come in writing: a letter, an e-mail, the web site."),
    IntakeDemand.REAL_NAME: say("It needs the complainant's real name."),
}


def _shut_out(facts: IntakeFacts, intake: Intake) -> tuple[Missing, ...]:
    """The formalities that the way it came in cannot satisfy (P27 接收1; P34 三1)."""
    if facts.channel is None:
        return ()
    unmet = lacking(facts.kind, facts.channel, intake, anonymous=facts.anonymous, signed=True, contacted=True)
    return tuple(Missing(one.demand, AT_THE_DOOR[one.demand], one.clause) for one in unmet if one.demand in AT_THE_DOOR)


def priority(*, grade: CustomerGrade, severity: Severity, intake: Intake) -> Priority:
    """Points for the queue: key customers and serious cases first, then by due time, then by arrival.

    Source: decision 13.
    """
    points = 0
    why: tuple[Text, ...] = ()
    if severity is Severity.SERIOUS:
        points, why = points + intake.priority.serious, (*why, say("Serious complaint"))
    if grade is CustomerGrade.KEY:
        points, why = points + intake.priority.key_customer, (*why, say("Key customer"))
    return Priority(points, why)


def acknowledgement(*, number: str, due_at: datetime) -> Text:
    """The sentence to read to the complainant.

    Source: IN-29, IN-32.
    """
    return say(
        "Your case is registered under number %(number)s. We will tell you the result by %(due)s.",
        number=number,
        due=f"{local(due_at):%Y-%m-%d %H:%M}",
    )


def _demanded(facts: IntakeFacts, demand: Demand, intake: Intake) -> bool:
    return (
        facts.kind in demand.kinds
        and (facts.packaged or not demand.only_packaged)
        and (not demand.customers or facts.customer in demand.customers)
        and not (facts.anonymous and demand.field in intake.anonymous_may_omit)
    )


def _lack(facts: IntakeFacts, demand: Demand, intake: Intake) -> Missing | None:
    if demand.field is IntakeField.BATCH:
        return _lack_of_batch(facts, demand, intake)
    given = getattr(facts, demand.field)
    if isinstance(given, str):
        given = given.strip()
    return (
        None
        if given
        else Missing(demand.field, say("%(field)s is missing; ask for it.", field=demand.field), demand.clause)
    )


def _lack_of_batch(facts: IntakeFacts, demand: Demand, intake: Intake) -> Missing | None:
    if facts.batch_mark is BatchMark.PRINTED:
        text = say("Batch number is missing; ask for it, or mark it as not printed or unreadable with a photo.")
        return None if facts.batch.strip() else Missing(IntakeField.BATCH, text, demand.clause)
    if intake.unread_batch_needs_photo and not facts.photos:
        return Missing(IntakeField.PHOTOS, say("A batch number that cannot be read needs a photo."), demand.clause)
    return None
