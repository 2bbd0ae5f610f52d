"""What every table shares: the base class, repeated column kinds, names of constraints."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, BigInteger, DateTime, Enum, Integer, MetaData, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry
from sqlalchemy.types import TypeDecorator

from terms.term import Term
from terms.time import SHANGHAI

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An instant: aware in, Asia/Shanghai out, UTC in the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone")
        at = value.astimezone(UTC)
        return at if dialect.name == "postgresql" else at.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(SHANGHAI)


class Money(TypeDecorator[Decimal]):
    """Yuan with two decimals, kept as whole fen: exact on both engines, sums included."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        fen = Decimal(value) * 100
        if fen != fen.to_integral_value():
            raise ValueError(f"{value} yuan has a part smaller than a fen")
        return int(fen)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else (Decimal(value) / 100).quantize(Decimal("0.01"))


word = Annotated[str, mapped_column(String(64))]
line = Annotated[str, mapped_column(String(200))]
prose = Annotated[str, mapped_column(Text)]
money = Annotated[Decimal, mapped_column(Money)]
quantity = Annotated[int, mapped_column(Integer)]
clause = Annotated[str, mapped_column(String(64))]


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            datetime: Moment(),
            Decimal: Money(),
            # Kept by value; 32 characters, so that a longer word needs no migration.
            Term: Enum(
                Term, native_enum=False, length=32, values_callable=lambda kind: [member.value for member in kind]
            ),
            dict[str, Any]: JSON(),
            list[Any]: JSON(),
        },
    )


# What a use-case wrote is what the page shows next: nothing to read again. The next transaction reads everything anew.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

__all__ = ["Base", "Model", "Moment", "Money", "clause", "date", "db", "line", "money", "prose", "quantity", "word"]
