"""How a case comes in: ways, facts and formalities of every pack and profile."""

from __future__ import annotations

from datetime import date

import pytest

import rulebook
from rules.intake import AnonymousNotAllowed, IntakeFacts, lacking, missing
from terms.complaint import Channel, ComplaintKind
from terms.intake import IntakeDemand, IntakeField

QUALITY, SERVICE, RETURN, REQUEST, QUESTION, IDEA = ComplaintKind
DAY = date(2026, 10, 1)
EVERY = ("ground", *rulebook.packs(), *(f"ground+{one}" for one in rulebook.profiles()))


class TestChannels:
    @pytest.mark.requirement(
        "IN-01",
        "IN-02",
        "IN-03",
        "IN-04",
        "IN-05",
        "IN-06",
        "IN-07",
        "IN-08",
        "IN-09",
        "IN-10",
        "IN-13",
        "IN-14",
        "IN-16",
    )
    @pytest.mark.parametrize(
        ("name", "channel", "clause"),
        [
            ("salt", Channel.PHONE, "P23 二节1(1)"),
            ("retailer", Channel.EMAIL, "P12 四1"),
            ("fruit", Channel.WEB, "P39 二1(3)"),
            ("general", Channel.CHAT, "P05 六1"),
            ("fruit", Channel.VISIT, "P39 二1(1)"),
            ("medical", Channel.LETTER, "P22 二5"),
            ("supermarket", Channel.COMPLAINT_BOX, "P34 二2"),
            ("ground+p28", Channel.COMPLAINT_BOX, "P28 四(1)3"),
            ("general", Channel.WECHAT, "P20 二5"),
            ("ground+p30", Channel.SMS, "P30 四1"),
            ("ground+p26", Channel.VISIT, "P26 二1"),
            ("ground+p32", Channel.EMPLOYEE, "P32 三2"),
            ("supermarket", Channel.AUTHORITY, "P34 二5"),
            ("caterer", Channel.PHONE, "P08 十六"),
            ("ground+p25", Channel.PHONE, "P25 三2"),
            ("electrical", Channel.LETTER, "P43 5.3(1)"),
            ("hospital", Channel.VISIT, "P41 四1"),
            ("tableware", Channel.WEB, "P24 十一"),
            ("delivery", Channel.VISIT, "P03 二10)"),
        ],
    )
    def test_are_those_the_document_names(self, pack, name, channel, clause):
        found = {one.channel: one.clause for one in pack(name).intake.channels}

        assert found[channel] == clause


class TestMissing:
    @pytest.mark.requirement("IN-18", "IN-20", "IN-21", "IN-23", "IN-36")
    @pytest.mark.parametrize(
        ("name", "kind", "asked"),
        [
            ("general", REQUEST, "name phone description demand model fault_time"),
            ("general", QUESTION, "description"),
            ("hospital", SERVICE, "name phone description persons"),
            ("ground+p30", SERVICE, "name phone description service_time service_place"),
            ("ground+p26", QUALITY, "product name phone description"),
            ("fruit", QUALITY, "product name phone description proof_of_purchase"),
            ("salt", QUALITY, "product name phone description batch"),
            ("tableware", REQUEST, "name phone description demand"),
            ("caterer", QUALITY, "product name phone description demand"),
            ("food", QUALITY, "purchase_place address product produced_on batch name phone description"),
            ("supermarket", IDEA, "description"),
        ],
    )
    def test_asks_for_the_facts_of_the_document(self, pack, name, kind, asked):
        found = missing(IntakeFacts(kind=kind), pack(name).intake)

        assert sorted(one.field.value for one in found) == sorted(asked.split())

    @pytest.mark.parametrize("name", EVERY)
    @pytest.mark.parametrize("kind", ComplaintKind)
    def test_is_satisfied_by_whatever_it_asks_for(self, pack, name, kind):
        intake = pack(name).intake
        asked = {one.field for one in missing(IntakeFacts(kind=kind), intake)}
        given = {field.value: "x" for field in asked if field is not IntakeField.PRODUCED_ON}

        assert missing(IntakeFacts(kind=kind, produced_on=DAY, **given), intake) == ()


class TestLacking:
    @pytest.mark.requirement("IN-27")
    @pytest.mark.parametrize(
        ("kind", "channel", "lacks"),
        [
            (SERVICE, Channel.PHONE, True),
            (SERVICE, Channel.VISIT, True),
            (SERVICE, Channel.LETTER, False),
            (SERVICE, Channel.EMAIL, False),
            (SERVICE, Channel.WEB, False),
            (QUALITY, Channel.PHONE, False),
        ],
    )
    def test_wants_service_complaints_in_writing_where_p27_holds(self, pack, kind, channel, lacks):
        found = [one for one in lacking(kind, channel, pack("ground+p27").intake) if one.demand is IntakeDemand.WRITTEN]

        assert bool(found) is lacks
        assert all(one.clause == "P27 接收1" for one in found)

    @pytest.mark.requirement("IN-26")
    @pytest.mark.parametrize(
        ("anonymous", "contacted", "lacks"), [(True, False, True), (True, True, False), (False, False, False)]
    )
    def test_wants_an_anonymous_complainant_asked_for_more_first(self, pack, anonymous, contacted, lacks):
        found = lacking(SERVICE, Channel.WEB, pack("ground+p27").intake, anonymous=anonymous, contacted=contacted)

        assert (IntakeDemand.CONTACT_FIRST in {one.demand for one in found}) is lacks

    @pytest.mark.requirement("IN-28")
    @pytest.mark.parametrize("signed", [True, False])
    def test_wants_the_patients_signature(self, pack, signed):
        found = lacking(QUALITY, Channel.VISIT, pack("hospital").intake, signed=signed)

        assert [one.clause for one in found] == ([] if signed else ["P41 四1"])

    @pytest.mark.requirement("IN-24")
    def test_wants_a_real_name_in_a_supermarket(self, pack):
        intake = pack("supermarket").intake
        known, unknown = (lacking(QUALITY, Channel.PHONE, intake, anonymous=one) for one in (False, True))

        assert (known, [one.clause for one in unknown]) == ((), ["P34 三1"])
        with pytest.raises(AnonymousNotAllowed):
            missing(IntakeFacts(kind=QUALITY, anonymous=True), intake)

    @pytest.mark.requirement("IN-24")
    @pytest.mark.parametrize(("name", "clause"), [("supermarket", "P34 三1"), ("ground+p40", "P40 四1a")])
    def test_tells_the_complainant_to_say_the_truth(self, pack, name, clause):
        assert {one.demand: one.clause for one in pack(name).intake.formalities}[IntakeDemand.TRUTHFUL] == clause

    @pytest.mark.requirement("IN-25", "IN-42")
    @pytest.mark.parametrize("name", [one for one in EVERY if one != "supermarket"])
    def test_takes_every_kind_of_case_anonymous_or_not(self, pack, name):
        assert pack(name).intake.anonymous_allowed

    @pytest.mark.requirement("IN-30", "IN-34")
    @pytest.mark.parametrize(
        ("name", "demand", "clause"),
        [
            ("medical", IntakeDemand.NUMBER, "P22 二6"),
            ("medical", IntakeDemand.FILED_BY_PRODUCT, "P22 二6"),
            ("salt", IntakeDemand.ONLINE_REGISTER, "P23 四节1(1)"),
            ("ground+p28", IntakeDemand.ONLINE_REGISTER, "P28 四(2)4"),
            ("ground+p27", IntakeDemand.NUMBER, "P27 接收2"),
        ],
    )
    def test_names_how_a_case_is_kept(self, pack, name, demand, clause):
        assert {one.demand: one.clause for one in pack(name).intake.formalities}[demand] == clause
