"""The company: departments, regions, staff, their roles, and who stands in for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model, line, word
from terms.people import Person, Role, StaffStatus


class Department(Model):
    """A department; a sales department has regions and handles their complaints."""

    __tablename__ = "department"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[word] = mapped_column(unique=True)
    name: Mapped[word] = mapped_column(unique=True)
    is_sales: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    regions: Mapped[list[Region]] = relationship(back_populates="department", order_by="Region.code")

    def __str__(self) -> str:
        return self.name


class Region(Model):
    """A sales region; `provinces` are the provinces it serves, for finding it by an address."""

    __tablename__ = "region"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[word] = mapped_column(unique=True)
    name: Mapped[word] = mapped_column(unique=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    provinces: Mapped[line] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    department: Mapped[Department] = relationship(back_populates="regions", lazy="joined", innerjoin="unnested")  # type: ignore[arg-type]

    def __str__(self) -> str:
        return self.name


class Staff(Model):
    """One person of the company. May hold several roles."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[word] = mapped_column(unique=True)
    name: Mapped[word]
    pinyin: Mapped[line] = mapped_column(default="")
    phone: Mapped[str | None] = mapped_column(String(32), unique=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"), index=True)
    reports_to_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    status: Mapped[StaffStatus] = mapped_column(default=StaffStatus.ACTIVE)
    language: Mapped[str | None] = mapped_column(String(16))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    must_change_password: Mapped[bool] = mapped_column(default=True)
    initial_password_until: Mapped[datetime | None]
    failed_logins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    department: Mapped[Department | None] = relationship()
    region: Mapped[Region | None] = relationship()
    reports_to: Mapped[Staff | None] = relationship(remote_side=[id])
    role_rows: Mapped[list[StaffRole]] = relationship(
        back_populates="staff", cascade="all, delete-orphan", lazy="selectin", order_by="StaffRole.role"
    )

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(row.role for row in self.role_rows)

    @property
    def is_active(self) -> bool:
        return self.status is StaffStatus.ACTIVE

    def stand_in(self, principals: Iterable[Staff]) -> None:
        """Remember whom this person stands in for on the day at hand; `queries.capacity.stand_in` finds them."""
        self._standing_in = tuple(replace(principal.as_person(), standing_in=()) for principal in principals)

    def as_person(self) -> Person:
        """This person as plain values, for rules and row scope."""
        standing_in = getattr(self, "_standing_in", ())
        return Person(self.id, self.name, self.roles, self.department_id, self.region_id, standing_in)

    def __str__(self) -> str:
        return self.name


class StaffRole(Model):
    """One role of one person."""

    __tablename__ = "staff_role"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)
    staff: Mapped[Staff] = relationship(back_populates="role_rows")

    __table_args__ = (Index("ix_staff_role_role", "role", "staff_id"),)


class Substitution(Model):
    """For these days, inclusive, the substitute signs in the principal's name."""

    __tablename__ = "substitution"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="dates_in_order"),
        CheckConstraint("principal_id <> substitute_id", name="somebody_else"),
        Index("ix_substitution_substitute_id", "substitute_id", "starts_on"),
        Index("ix_substitution_principal_id", "principal_id", "starts_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    principal_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    substitute_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    reason: Mapped[line] = mapped_column(default="")
    revoked_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    principal: Mapped[Staff] = relationship(foreign_keys=[principal_id])
    substitute: Mapped[Staff] = relationship(foreign_keys=[substitute_id])

    def covers(self, day: date) -> bool:
        """Whether the substitute may sign on this day."""
        return self.revoked_at is None and self.starts_on <= day <= self.ends_on


class AuthSession(Model):
    """One log-in of one person. The browser holds the secret, the table only its SHA-256."""

    __tablename__ = "auth_session"
    __table_args__ = (UniqueConstraint("secret_hash"), Index("ix_auth_session_staff_id", "staff_id", "ended_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    secret_hash: Mapped[str] = mapped_column(String(64))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(String(64), default="")
    agent: Mapped[line] = mapped_column(default="")
    staff: Mapped[Staff] = relationship(lazy="joined", innerjoin=True)
