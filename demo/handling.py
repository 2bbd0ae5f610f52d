"""From the call to what was found: assign, contact, investigate; or taken back, or entered twice."""

from __future__ import annotations

from random import Random

from demo.bills import bill
from demo.dice import chance
from demo.pace import USUAL
from demo.story import Story
from demo.telling import Life
from rules.permissions import Permission, allowed
from terms.complaint import Act, Channel, ComplaintKind, Responsible, State
from terms.costs import CostKind
from terms.people import Role
from terms.trade import CustomerKind, Fault, Package
from workflows.complaints.answer import answered
from workflows.complaints.assign import assigned
from workflows.complaints.contact import contacted
from workflows.complaints.investigate import investigated
from workflows.complaints.merge import merged
from workflows.complaints.withdraw import withdrawn

ABOUT_GOODS = (ComplaintKind.QUALITY_COMPLAINT, ComplaintKind.RETURN)
TO_SETTLE = (*ABOUT_GOODS, ComplaintKind.SERVICE_COMPLAINT)
DEALERS = (CustomerKind.DISTRIBUTOR, CustomerKind.WHOLESALER)
GRAVE = (Fault.FOREIGN_BODY, Fault.QUALITY, Fault.SEDIMENT)
# Days of shelf life a dealer's goods must have left: none when faulty, else three months with room to spare.
RETURN_DAYS = 95


def find_handler(story: Story) -> Life:
    """Whoever took the call goes on with it, or somebody is told to."""
    registrar = story.desk.house.by_id(story.case.registered_by_id)
    keeps = allowed(registrar.roles, Permission.COMPLAINT_HANDLE) and story.case.region_id == registrar.region_id
    if keeps and not story.happens(10):
        story.handler = registrar
        return
    yield from assign(story)


def assign(story: Story) -> Life:
    """Somebody in charge gives the case to a clerk of its region."""
    story.stop_before(Act.ASSIGN)
    quick = story.desk.hours.soon(story.desk.now, story.rng.uniform(0.5, 4))
    yield quick if story.case.state is State.REGISTERED else story.later(5, 40)
    clerks = story.desk.house.of(Role.CLERK, story.case)
    story.handler = story.rng.choice([one for one in clerks if Role.SUPERVISOR not in one.roles])
    ladder = (
        (Role.SUPERVISOR, Role.DEPARTMENT_HEAD) if chance(story.rng, 60) else (Role.DEPARTMENT_HEAD, Role.SUPERVISOR)
    )
    story.do(assigned, story.here(*ladder, Role.DIRECTOR), to=story.handler)


def withdraw(story: Story) -> Life:
    """The complainant takes the case back."""
    yield story.next()
    story.do(
        withdrawn, story.here(Role.SUPERVISOR, Role.DEPARTMENT_HEAD), reason=story.words.one_of(story.rng, "withdrawn")
    )


def duplicate(story: Story) -> Life:
    """The caller also reaches somebody else; the second entry goes into the first."""
    yield story.later(4, 25)
    again = story.call.again(story.desk, story.rng)
    yield story.later(5, 30)
    person = story.here(Role.SUPERVISOR, Role.DEPARTMENT_HEAD)
    story.desk.do(merged, again, person, into=story.case, reason="同一投诉重复登记")


def contact(story: Story) -> Life:
    """Call until somebody answers."""
    story.stop_before(Act.CONTACT)
    reached = False
    while not reached:
        yield story.next(*((10, 60) if story.first_within > USUAL else (0.5, 4)))
        reached = not story.happens(7)
        said = story.words.one_of(story.rng, "talked" if reached else "not_reached")
        promise = story.ending.promise or (story.case.due_at if reached and chance(story.rng, 30) else None)
        story.do(contacted, story.handler, channel=Channel.PHONE, reached=reached, said=said, next_promise_at=promise)


def investigate(story: Story) -> Life:
    """The handler finds out what was wrong; grave faults often go to quality."""
    story.stop_before(Act.INVESTIGATE)
    yield story.next()
    facts, cause, responsible = story.rng.choice(story.words["found"][_found(story)])
    to_quality = story.case.fault in GRAVE and chance(story.rng, 40)
    story.do(
        investigated,
        story.anyone(Role.QUALITY) if to_quality else story.handler,
        facts=facts,
        cause=cause,
        responsible=Responsible[responsible.upper()],
        evidence=story.words.one_of(story.rng, "evidence"),
    )
    if to_quality:
        own = Random(f"{story.case.number} 检测")  # noqa: S311  so that no other strand's dice fall differently
        story.desk.telling.begin(bill(story.desk, own, story.case, CostKind.TEST))


def _found(story: Story) -> str:
    product = story.case.product
    sort = story.desk.company.sort_of(product.sku).words if product else ""
    return story.words.about("found", sort, story.case.fault)


def nothing_to_settle(story: Story) -> bool:
    """Whether the case ends with reasons told: not about goods or people, refused by the return rules, or unfounded."""
    if not story.free:
        return False
    if story.case.kind not in TO_SETTLE or glass_of_dealer(story) or too_old(story):
        return True
    doubtful = story.case.findings[-1].responsible in (Responsible.CONSUMER, Responsible.UNKNOWN)
    return chance(story.rng, 30 if doubtful else 3)


def find_unfounded(story: Story) -> Life:
    """Report that nothing is settled, with the reasons that were told."""
    yield story.next()
    story.do(answered, story.handler, act=Act.FIND_UNFOUNDED, result=_reasons(story))


def glass_of_dealer(story: Story) -> bool:
    """Dealers' broken glass goes through the quarterly allowance (P11 〈二〉3)."""
    case = story.case
    dealer = case.customer_kind in DEALERS
    glass = case.product is not None and case.product.package is Package.GLASS
    return bool(_binds_dealers(story) and dealer and glass and case.fault is Fault.BREAKAGE)


def leaking_can_of_dealer(story: Story) -> bool:
    """Dealers' leaking cans are replaced one for one (P11 〈二〉2)."""
    case = story.case
    dealer = case.customer_kind in DEALERS
    can = case.product is not None and case.product.package is Package.CAN
    return bool(_binds_dealers(story) and dealer and can and case.fault is Fault.LEAK)


def too_old(story: Story) -> bool:
    """Whether the return rules refuse a dealer's goods for their age (P11 〈一〉1)."""
    case = story.case
    if case.product is None or case.produced_on is None or case.customer_kind not in DEALERS:
        return False
    if not _binds_dealers(story):
        return False
    left = case.product.shelf_life_days - (case.registered_on - case.produced_on).days
    return left < (RETURN_DAYS if case.kind is ComplaintKind.RETURN else 0)


def _binds_dealers(story: Story) -> bool:
    """Whether the pack has P11's terms for dealers."""
    return bool(story.desk.book.returns.binds)


def _reasons(story: Story) -> str:
    if glass_of_dealer(story):
        return "经销商玻璃瓶破损按季度千分之二补偿，不单独调换，已告知"
    if too_old(story):
        return "距保质期不足三个月，按退换货规定不予退换，已告知"
    told: dict[str, str] = story.words["told"]
    return told.get(story.case.kind, told["unfounded"])
