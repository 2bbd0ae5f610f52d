"""A company's month is the sum of its departments', and what was signed reads back the same."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rules.summaries import (
    Amounts,
    Credited,
    Due,
    GoodsKey,
    LooseEnd,
    Money,
    Owed,
    Summary,
    consolidated,
    from_json,
    to_json,
)
from terms.month import Loose, ReplenishmentGround

whole = st.integers(0, 10_000)
yuan = st.decimals(0, 100_000, places=2)
amounts = st.builds(Amounts, whole, whole, whole, yuan)
word = st.text(min_size=0, max_size=6)
summaries = st.builds(
    Summary,
    lines=st.dictionaries(st.builds(GoodsKey, word, word), amounts, max_size=5),
    causes=st.dictionaries(word, whole, max_size=4),
    faults=st.dictionaries(word, whole, max_size=4),
    bands=st.dictionaries(word, amounts, max_size=4),
    loose=st.lists(st.builds(LooseEnd, st.sampled_from(Loose), st.integers(1, 99), word, word), max_size=5).map(tuple),
    owed=st.lists(st.builds(Owed, st.integers(1, 9), st.just("经销商"), whole, yuan), max_size=5).map(tuple),
    due=st.lists(
        st.builds(Due, whole, whole, whole, yuan, st.sampled_from(ReplenishmentGround), word, st.none() | whole),
        max_size=3,
    ).map(tuple),
    credited=st.lists(st.builds(Credited, whole, st.dates(), whole, whole, whole, word), max_size=2).map(tuple),
    money=st.builds(Money, whole, yuan, whole, yuan, st.dictionaries(word, yuan, max_size=3)),
)


@given(st.lists(summaries, max_size=4))
def test_the_company_is_the_sum_of_its_departments(parts):
    company = consolidated(parts)

    assert company.total == sum((part.total for part in parts), Amounts())
    assert len(company.loose) == sum(len(part.loose) for part in parts)
    assert company.owed_bottles == sum(part.owed_bottles for part in parts)
    assert company.money.cost == sum((part.money.cost for part in parts), Decimal(0))
    assert len({one.distributor_id for one in company.owed}) == len(company.owed)


@given(st.lists(summaries, min_size=2, max_size=4))
def test_the_order_of_departments_does_not_matter(parts):
    assert consolidated(parts) == consolidated(reversed(parts))


@given(summaries)
def test_what_was_signed_reads_back_the_same(summary):
    kept = json.loads(json.dumps(to_json(summary)))

    assert from_json(kept) == summary
