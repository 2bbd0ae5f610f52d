"""What is planted of the rulebook's own changes: an issue that waits for signatures, and which policy holds."""

from __future__ import annotations

from datetime import date
from typing import Any

from models import PackInForce, RulebookIssue, RulebookSignature, Staff
from rulebook import stored
from terms.people import Role
from terms.rulebook import IssueStatus
from tests.factories import MORNING
from tests.security.planted import mark


def amended(head: Staff) -> list[Any]:
    text = stored.shipped("food")
    issue = RulebookIssue(
        pack="food", status=IssueStatus.SUBMITTED, based_on="food@2020-01-01", title=mark(), reason=mark(),
        effective_from=date(2027, 1, 1), content=text, digest=stored.digest(text), drafted_by_id=head.id,
        drafted_at=MORNING, submitted_at=MORNING, version=1,
    )  # fmt: skip
    issue.signatures.append(RulebookSignature(role=Role.DEPARTMENT_HEAD, comment=mark(), clause="P21 十二"))
    return [issue, PackInForce(pack="food", since=date(2020, 1, 1), put_by_id=head.id, put_at=MORNING, version=1)]
