"""The figures of a trial as tables: before and after side by side, each with the difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from admin_views.addresses import address_of
from admin_views.breach_names import breach_name
from admin_views.signed_in import actor
from admin_views.story import Cell, Table
from admin_views.words import money, words
from models import Trial
from queries.scope import reads_sums
from rules.replay_figures import FEN, Figures, figures_of
from terms.complaint import Clock
from terms.people import LADDER, Office, Role
from terms.replay import OF_PENALTIES, ReplayChange

NOBODY = ""


def tables(trial: Trial) -> list[Table]:
    """Everything that was counted, in the order somebody who signs asks for it."""
    figures, sums = figures_of(trial.figures), reads_sums(actor().as_person())
    found = [_changes(trial, figures, sums), _work(figures), _filed(figures), _times(figures)]
    return [*found, *([_penalties(figures)] if sums else []), _cost(figures, sums)]


def _changes(trial: Trial, figures: Figures, sums: bool) -> Table:
    rows = [
        (Cell(words(change), url=cases_url(trial, change)), _count(figures.changes[change]))
        for change in ReplayChange
        if figures.changes.get(change) and (sums or change not in OF_PENALTIES)
    ]
    return Table(
        _("What comes out otherwise"),
        [_("Change"), _("Cases")],
        rows,
        empty=_("Nothing: every case comes out the same."),
    )


def cases_url(trial: Trial, change: ReplayChange | None = None) -> str:
    """The list of the cases that come out otherwise."""
    return address_of("trial_case.index_view", trial_id=trial.id, changes=change.value if change else None)


def _work(figures: Figures) -> Table:
    """Decisions and signatures a role, which is how much work each gets."""
    rows = []
    for role in (*LADDER, NOBODY):
        decides, signs = figures.pair("decides", role), figures.pair("signs", role)
        if any((*decides, *signs)):
            name = words(Role(role)) if role else _("Nobody left to decide")
            rows.append((Cell(name), *_pair(decides), *_pair(signs)))
    labels = [
        _("Role"), _("Decides, before"), _("After"), _("More or less"),
        _("Signs, before"), _("After"), _("More or less"),
    ]  # fmt: skip
    return Table(_("Workload per role"), labels, rows)


def _filed(figures: Figures) -> Table:
    rows = [(Cell(words(office)), *_pair(figures.pair("files", office))) for office in Office]
    rows.append((Cell(_("Goods received first")), *_pair(figures.total("goods_first"))))
    return Table(_("Filing"), [_("Filing office"), *_sides()], [row for row in rows if _some(row)])


def _times(figures: Figures) -> Table:
    rows = []
    for clock in Clock:
        runs = figures.pair("clocks", clock)
        if any(runs):
            earlier, later = figures.pair("moved", clock)
            unknown = max(figures.pair("unknown", clock))
            rows.append(
                (Cell(words(clock)), _count(max(runs)), *_pair(figures.pair("late", clock)), _count(earlier),
                 _count(later), _count(unknown))
            )  # fmt: skip
    labels = [
        _("Time limit"), _("Counted"), _("Late, before"), _("After"), _("More or less"), _("Due earlier"),
        _("Due later"), _("End not on record"),
    ]  # fmt: skip
    return Table(_("What would have been late"), labels, rows)


def _penalties(figures: Figures) -> Table:
    breaches = sorted({*figures.tables.get("breaches", {}), *figures.tables.get("unpriced", {})})
    rows = [
        (Cell(breach_name(breach)), *_pair(_counted(figures, breach)),
         *(Cell(_range(figures, breach, side), numeric=True) for side in (0, 1)))
        for breach in breaches
    ]  # fmt: skip
    labels = [_("Breach"), *_sides(), _("Costs, before"), _("After")]
    return Table(_("Penalties that the record proves"), labels, rows)


def _counted(figures: Figures, breach: str) -> tuple[int, int]:
    """How often a breach stands, priced or not."""
    priced, unpriced = figures.pair("breaches", breach), figures.pair("unpriced", breach)
    return priced[0] + unpriced[0], priced[1] + unpriced[1]


def _cost(figures: Figures, sums: bool) -> Table:
    penalties = [
        (Cell(_("Penalties, at least")), *_yuan(figures.total("least"))),
        (Cell(_("Penalties, at most")), *_yuan(figures.total("most"))),
    ]
    rows = [
        *(penalties if sums else []),
        (Cell(_("Goods and money that the return rules let be given")), *_yuan(figures.pair("money", "given"))),
    ]
    return Table(_("Cost"), [_("What"), *_sides()], rows)


def _sides() -> list[str]:
    return [_("Before"), _("After"), _("More or less")]


def _range(figures: Figures, breach: str, side: int) -> str:
    if figures.pair("unpriced", breach)[side] and not figures.pair("breaches", breach)[side]:
        return _("no price")
    least, most = (_from_fen(figures.pair(table, breach)[side]) for table in ("least", "most"))
    return money(least) if least == most else f"{money(least)}–{money(most)}"


def _pair(pair: tuple[int, int], show: Callable[[int], str] = "{:,}".format) -> Iterable[Cell]:
    before, after = pair
    yield Cell(show(before), numeric=True)
    yield Cell(show(after), numeric=True)
    yield Cell(_signed(after - before, show), numeric=True)


def _yuan(pair: tuple[int, int]) -> Iterable[Cell]:
    return _pair(pair, lambda fen: money(_from_fen(fen)))


def _signed(difference: int, show: Callable[[int], str]) -> str:
    if not difference:
        return "0"
    return f"{'+' if difference > 0 else '−'}{show(abs(difference))}"


def _count(many: int) -> Cell:
    return Cell(f"{many:,}", numeric=True)


def _some(row: tuple[Any, ...]) -> bool:
    return any(cell.text != "0" for cell in row[1:])


def _from_fen(fen: int) -> Decimal:
    return Decimal(fen) / FEN
