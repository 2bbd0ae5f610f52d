"""Whatever somebody posts, in whatever order: foreign rows stay as they are, and nobody decides their own case."""

from __future__ import annotations

import itertools

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, example, given, settings
from sqlalchemy import select

from models import Complaint, Settlement, Signature, Staff
from terms.complaint import Act, SignaturePart, Verdict
from terms.people import Role
from tests.factories import make_substitution
from tests.security.places import PLACES
from tests.security.planted import snapshot
from tests.security.sees import OPEN_TABLES, sees

STORIES = ("registered", "handling", "proposed", "goods", "cash", "closed")
# A few fields fit each act; what does not fit is refused, which is as good a step as any.
WORDS = {
    "channel": "phone", "reached": "y", "said": "walked", "facts": "walked", "responsible": "production", "reason": "walked",
    "comment": "walked", "result": "walked", "reasons": "walked", "carrier": "walked", "voucher": "walked", "received_by": "walked",
    "proof": "walked", "paper_place": "walked", "outcome": "satisfied", "spoke_with": "walked", "attitude": "5", "speed": "5",
    "answers": "walked", "confirmed": "y", "note": "walked", "handle_again": "y", "into_number": "TS-2026-09-00001",
    "lines-0-remedy": "replacement", "lines-0-product_id": "1", "lines-0-exchanged_quantity": "12",
    "lines-0-compensated_quantity": "48", "lines-0-unit": "bottle",
}  # fmt: skip
WHO = st.sampled_from(["CLERK", "SUPERVISOR", "DEPARTMENT_HEAD", "DEPARTMENT_HEAD", "LOGISTICS", "FINANCE"])
STEP = st.tuples(WHO, st.sampled_from(list(Act)), st.sampled_from(PLACES), st.sampled_from(STORIES), st.booleans())
# What a person who wants to decide their own case would do.
OWN_CASE = WHO.map(
    lambda who: [(who, act, "own", "handling", True) for act in (Act.CONTACT, Act.PROPOSE, Act.SIGN, Act.SIGN)]
)
STEPS = st.lists(st.one_of(STEP.map(lambda step: [step]), OWN_CASE), min_size=2, max_size=5)


@pytest.mark.usefixtures("app")
class TestPosting:
    @settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
    @given(steps=STEPS)
    @example(steps=[[("DEPARTMENT_HEAD", act, "own", "handling", True) for act in (Act.PROPOSE, Act.SIGN)]])
    def test_never_reaches_beyond_ones_own_rows_and_cases(self, steps, world, session, clients, stand_in):
        for name, act, place, story, sends_version in itertools.chain(*steps):
            role = Role[name]
            left_out = OPEN_TABLES | {"staff", "auth_session"}
            foreign = [row for row in world.ledger.all() if row.table not in left_out and not sees(role, row)]
            before = snapshot(session, foreign)
            post(clients(role), session, world, act, place, story, sends_version=sends_version)

            changed = {key for key, values in snapshot(session, foreign).items() if before.get(key) != values}
            assert changed == set(), (role, act, place, story)
            assert decided_by_themselves(session) == []


@pytest.fixture
def clients(enter):
    """One browser a role, kept from step to step."""
    known = {}
    return lambda role: known[role] if role in known else known.setdefault(role, enter(role))


@pytest.fixture
def stand_in(session, world):
    """The head signs for the director these days, and so could sign what they proposed themselves."""
    director, head = (session.get_one(Staff, world.viewers[role]) for role in (Role.DIRECTOR, Role.DEPARTMENT_HEAD))
    make_substitution(session, director, head)


def post(client, session, world, act, place, story, *, sends_version: bool) -> None:
    key = world.cases[place, story]
    version = session.scalar(select(Complaint.version).where(Complaint.id == key)) if sends_version else 1
    mine = session.scalar(select(Staff.id).where(Staff.id == world.viewers[Role.CLERK]))
    sent = {**WORDS, "id": str(key), "act": act.value, "version": str(version), "to_id": str(mine)}
    client.post("/complaint/act/", data=sent).close()
    if act is Act.SIGN:
        client.post("/inbox/sign/", data={"case": f"{key}:{version}"}).close()


def decided_by_themselves(session) -> list[int]:
    """Signatures above the clerk's band given by, or in the name of, whoever proposed or registered the case."""
    given_ones = session.execute(
        select(Signature, Settlement, Complaint)
        .join(Settlement, Signature.settlement_id == Settlement.id)
        .join(Complaint, Settlement.complaint_id == Complaint.id)
        .where(Signature.verdict == Verdict.SIGNED)
    )
    return [
        signature.id
        for signature, settlement, case in given_ones
        if not (signature.part is SignaturePart.DECIDES and signature.role is Role.CLERK)
        if {signature.signer_id, signature.principal_id} & {settlement.proposed_by_id, case.registered_by_id}
    ]
