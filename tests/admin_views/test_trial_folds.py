"""Tables of a trial that say nothing new are folded away."""

import pytest
from flask_babel import gettext

from admin_views.story import Cell, Table
from admin_views.trial_folds import is_same


@pytest.mark.parametrize(("rows", "same"), [([("2", "2", "0")], True), ([("2", "3", "+1")], False), ([], True)])
def test_folds_what_has_no_difference(app, rows, same):
    with app.test_request_context():
        labels = [gettext("Before"), gettext("After"), gettext("More or less")]

        assert is_same(Table("", labels, [tuple(map(Cell, row)) for row in rows])) is same
