"""Which batches have more complaints than their size explains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

# A batch stands out when its complaints exceed what its size explains by three standard deviations of a chance event.
DEVIATIONS = 3
# Fewer complaints than this are chance, whatever the size.
LEAST = 3


@dataclass(frozen=True, slots=True)
class BatchCount:
    """Complaints about one batch of so many bottles."""

    batch_id: int
    complaints: int
    bottles: int


@dataclass(frozen=True, slots=True)
class Excess:
    """expected: complaints its size explains; times: complaints / expected."""

    batch_id: int
    complaints: int
    bottles: int
    expected: Fraction
    times: Fraction


def standing_out(counts: Iterable[BatchCount], *, complaints: int, bottles: int) -> tuple[Excess, ...]:
    """The batches far above the common rate, the furthest first.

    complaints, bottles: of all batches together, the ones asked about included. A batch whose size nobody wrote down
    cannot be judged and is left out.
    """
    if bottles <= 0:
        return ()
    rate = Fraction(complaints, bottles)
    found = [_excess(one, rate) for one in counts if one.bottles > 0 and one.complaints >= LEAST]
    return tuple(sorted((one for one in found if _stands_out(one)), key=lambda one: (-one.times, one.batch_id)))


def _excess(one: BatchCount, rate: Fraction) -> Excess:
    expected = rate * one.bottles
    return Excess(one.batch_id, one.complaints, one.bottles, expected, one.complaints / expected)


def _stands_out(one: Excess) -> bool:
    over = one.complaints - one.expected
    # Exact, without a square root: over > DEVIATIONS * sqrt(expected).
    return over > 0 and over * over > DEVIATIONS * DEVIATIONS * one.expected
