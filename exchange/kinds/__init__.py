"""The kinds of files: one list of columns each."""

from __future__ import annotations

from exchange.columns import Kind
from exchange.kinds.cases import COMPLAINTS, SERVICES
from exchange.kinds.customers import CUSTOMERS
from exchange.kinds.goods import BATCHES, PRODUCTS, SHIPMENTS
from exchange.kinds.ledgers import COSTS, LETTERS, PENALTIES
from exchange.kinds.people import STAFF
from terms.exchange import FileKind

ALL = (CUSTOMERS, PRODUCTS, BATCHES, SHIPMENTS, STAFF, COMPLAINTS, SERVICES, PENALTIES, COSTS, LETTERS)
KINDS: dict[FileKind, Kind] = {kind.kind: kind for kind in ALL}
