from __future__ import annotations

from datetime import date

import pytest

from admin_views import clauses


@pytest.fixture(autouse=True)
def asked(app):
    with app.test_request_context(headers={"Accept-Language": "zh-CN"}):
        yield


class TestClauseText:
    def test_is_the_wording_of_the_policy(self):
        assert "业务主管" in clauses.clause_text("P06 六(2)")

    @pytest.mark.parametrize("ref", ["", "P99 一", "<b>"])
    def test_is_empty_for_what_no_pack_holds(self, ref):
        assert clauses.clause_text(ref) == ""

    def test_does_not_fail_before_the_first_issue(self):
        assert clauses._clauses(date(1999, 1, 1)) == {}
