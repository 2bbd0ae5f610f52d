"""Which table of a trial says that nothing changes, so that the page may fold it away."""

from __future__ import annotations

from flask_babel import gettext as _

from admin_views.story import Table


def is_same(table: Table) -> bool:
    """Whether every difference is nought, and costs are alike before and after."""
    labels = [str(one) for one in table.labels]
    differences = {_("More or less"), _("Due earlier"), _("Due later")}
    counted = [at for at, label in enumerate(labels) if label in differences]
    costs = labels.index(_("Costs, before")) if _("Costs, before") in labels else None
    return bool(counted) and all(
        all(row[at].text == "0" for at in counted) and (costs is None or row[costs].text == row[costs + 1].text)
        for row in table.rows
    )
