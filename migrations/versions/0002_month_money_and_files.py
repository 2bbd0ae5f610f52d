"""month money and files

Revision: 0002, after 0001, on 2026-11-22.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


# Frozen copies: what the product asked of each engine when these tables were made.
BY_HAND = {
    "postgresql": [
        "CREATE FUNCTION audit_link_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE "
        "EXCEPTION 'audit_link is append-only'; END $$",
        "CREATE TRIGGER audit_link_append_only BEFORE UPDATE OR DELETE ON audit_link FOR EACH ROW EXECUTE "
        "FUNCTION audit_link_is_append_only()",
        "CREATE TRIGGER audit_link_never_emptied BEFORE TRUNCATE ON audit_link FOR EACH STATEMENT EXECUTE "
        "FUNCTION audit_link_is_append_only()",
    ],
    "sqlite": [
        "CREATE TRIGGER audit_link_no_update BEFORE update ON audit_link BEGIN SELECT RAISE(ABORT, 'audit_link "
        "is append-only'); END",
        "CREATE TRIGGER audit_link_no_delete BEFORE delete ON audit_link BEGIN SELECT RAISE(ABORT, 'audit_link "
        "is append-only'); END",
    ],
}
UNDO = {
    "postgresql": [
        "DROP TRIGGER audit_link_never_emptied ON audit_link",
        "DROP TRIGGER audit_link_append_only ON audit_link",
        "DROP FUNCTION audit_link_is_append_only()",
    ],
    "sqlite": ["DROP TRIGGER audit_link_no_update", "DROP TRIGGER audit_link_no_delete"],
}


def upgrade() -> None:
    op.create_table(
        "job_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("done_slot", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("runner", sa.String(length=64), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_turn")),
        sa.UniqueConstraint("name", name=op.f("uq_job_turn_name")),
    )
    op.create_table(
        "file_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("original_name", sa.String(length=200), nullable=False),
        sa.Column("stored_name", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("encoding", sa.String(length=32), nullable=False),
        sa.Column("read_as", sa.String(length=64), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("reach", sa.String(length=32), nullable=True),
        sa.Column("started_by_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.Integer(), nullable=False),
        sa.Column("new_rows", sa.Integer(), nullable=False),
        sa.Column("changed_rows", sa.Integer(), nullable=False),
        sa.Column("same_rows", sa.Integer(), nullable=False),
        sa.Column("bad_rows", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("done >= 0 AND looked_at >= 0", name=op.f("ck_file_import_counts_up")),
        sa.ForeignKeyConstraint(["started_by_id"], ["staff.id"], name=op.f("fk_file_import_started_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_import")),
    )
    with op.batch_alter_table("file_import", schema=None) as batch_op:
        batch_op.create_index("ix_file_import_started_by_id", ["started_by_id", "id"], unique=False)
        batch_op.create_index("ix_file_import_state", ["state", "id"], unique=False)

    op.create_table(
        "form_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted_by_id", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.CheckConstraint("expected = kept + held + missing + lost", name=op.f("ck_form_count_adds_up")),
        sa.ForeignKeyConstraint(["counted_by_id"], ["staff.id"], name=op.f("fk_form_count_counted_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_form_count_department_id_department")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_count")),
    )
    with op.batch_alter_table("form_count", schema=None) as batch_op:
        batch_op.create_index("ix_form_count_department_id", ["department_id", "month", "id"], unique=False)

    op.create_table(
        "month",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locked_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_month_closed_has_time")),
        sa.CheckConstraint(
            "(status IN ('locked', 'closed')) = (locked_at IS NOT NULL)", name=op.f("ck_month_locked_has_time")
        ),
        sa.CheckConstraint("(locked_at IS NULL) = (locked_by_id IS NULL)", name=op.f("ck_month_locked_by_somebody")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["staff.id"], name=op.f("fk_month_closed_by_id_staff")),
        sa.ForeignKeyConstraint(["locked_by_id"], ["staff.id"], name=op.f("fk_month_locked_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month")),
        sa.UniqueConstraint("month", name=op.f("uq_month_month")),
    )
    with op.batch_alter_table("month", schema=None) as batch_op:
        batch_op.create_index("ix_month_status", ["status", "month"], unique=False)

    op.create_table(
        "wage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("minimum", sa.BigInteger(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_wage_something_earned")),
        sa.CheckConstraint("minimum IS NULL OR minimum > 0", name=op.f("ck_wage_minimum_above_zero")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["staff.id"], name=op.f("fk_wage_entered_by_id_staff")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_wage_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wage")),
        sa.UniqueConstraint("staff_id", "month", name=op.f("uq_wage_staff_id_month")),
    )
    with op.batch_alter_table("wage", schema=None) as batch_op:
        batch_op.create_index("ix_wage_month", ["month", "staff_id"], unique=False)

    op.create_table(
        "work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("succeeded", sa.Boolean(), nullable=True),
        sa.Column("outcome", sa.String(length=200), nullable=False),
        sa.Column("runner", sa.String(length=64), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["staff.id"], name=op.f("fk_work_asked_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work")),
    )
    with op.batch_alter_table("work", schema=None) as batch_op:
        batch_op.create_index("ix_work_done_at", ["done_at", "id"], unique=False)
        batch_op.create_index(
            "uq_work_waiting",
            ["kind", "subject_id"],
            unique=True,
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )

    op.create_table(
        "audit_link",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["audit_event.id"], name=op.f("fk_audit_link_event_id_audit_event")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_link")),
        sa.UniqueConstraint("event_id", name=op.f("uq_audit_link_event_id")),
    )
    op.create_table(
        "company_summary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        sa.Column("principal_id", sa.Integer(), nullable=True),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.Column("sent_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_back_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "sent_back_at IS NULL OR sent_back_reason <> ''", name=op.f("ck_company_summary_sent_back_says_why")
        ),
        sa.ForeignKeyConstraint(["month_id"], ["month.id"], name=op.f("fk_company_summary_month_id_month")),
        sa.ForeignKeyConstraint(["principal_id"], ["staff.id"], name=op.f("fk_company_summary_principal_id_staff")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["staff.id"], name=op.f("fk_company_summary_sent_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_summary")),
        sa.UniqueConstraint("month_id", "edition", name=op.f("uq_company_summary_month_id_edition")),
    )
    op.create_table(
        "department_summary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by_id", sa.Integer(), nullable=False),
        sa.Column("principal_id", sa.Integer(), nullable=True),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.Column("sent_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_back_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_back_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "sent_back_at IS NULL OR sent_back_reason <> ''", name=op.f("ck_department_summary_sent_back_says_why")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_department_summary_department_id_department")
        ),
        sa.ForeignKeyConstraint(["month_id"], ["month.id"], name=op.f("fk_department_summary_month_id_month")),
        sa.ForeignKeyConstraint(["principal_id"], ["staff.id"], name=op.f("fk_department_summary_principal_id_staff")),
        sa.ForeignKeyConstraint(
            ["sent_back_by_id"], ["staff.id"], name=op.f("fk_department_summary_sent_back_by_id_staff")
        ),
        sa.ForeignKeyConstraint(["signed_by_id"], ["staff.id"], name=op.f("fk_department_summary_signed_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department_summary")),
        sa.UniqueConstraint(
            "month_id", "department_id", "edition", name=op.f("uq_department_summary_month_id_department_id_edition")
        ),
    )
    op.create_table(
        "glass_quarter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("accrued", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("credited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.CheckConstraint("base >= 0 AND accrued >= 0 AND used >= 0", name=op.f("ck_glass_quarter_nothing_negative")),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["customer.id"], name=op.f("fk_glass_quarter_distributor_id_customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glass_quarter")),
        sa.UniqueConstraint("distributor_id", "quarter", name=op.f("uq_glass_quarter_distributor_id_quarter")),
    )
    op.create_table(
        "import_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=True),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("differs", sa.JSON(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"], ["file_import.id"], name=op.f("fk_import_row_import_id_file_import"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_row")),
    )
    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.create_index("ix_import_row_key", ["import_id", "key"], unique=False)
        batch_op.create_index(
            "ix_import_row_verdict", ["import_id", "verdict", "done_at", "turn", "number"], unique=False
        )
        batch_op.create_index("uq_import_row_number", ["import_id", "number"], unique=True)

    op.create_table(
        "month_reopening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("principal_id", sa.Integer(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint("(decided_at IS NULL) = (granted IS NULL)", name=op.f("ck_month_reopening_decided_one_way")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["staff.id"], name=op.f("fk_month_reopening_asked_by_id_staff")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_month_reopening_decided_by_id_staff")),
        sa.ForeignKeyConstraint(["month_id"], ["month.id"], name=op.f("fk_month_reopening_month_id_month")),
        sa.ForeignKeyConstraint(["principal_id"], ["staff.id"], name=op.f("fk_month_reopening_principal_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_reopening")),
    )
    with op.batch_alter_table("month_reopening", schema=None) as batch_op:
        batch_op.create_index("ix_month_reopening_month_id", ["month_id"], unique=False)

    op.create_table(
        "replenishment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("month_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("listed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("carrier", sa.String(length=200), nullable=False),
        sa.Column("delivery_note", sa.String(length=64), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("received_by", sa.String(length=64), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'delivered') = (delivered_at IS NOT NULL)", name=op.f("ck_replenishment_delivered_has_time")
        ),
        sa.ForeignKeyConstraint(["delivered_by_id"], ["staff.id"], name=op.f("fk_replenishment_delivered_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["customer.id"], name=op.f("fk_replenishment_distributor_id_customer")
        ),
        sa.ForeignKeyConstraint(["month_id"], ["month.id"], name=op.f("fk_replenishment_month_id_month")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replenishment")),
        sa.UniqueConstraint(
            "month_id", "distributor_id", "edition", name=op.f("uq_replenishment_month_id_distributor_id_edition")
        ),
        sa.UniqueConstraint("number", name=op.f("uq_replenishment_number")),
    )
    with op.batch_alter_table("replenishment", schema=None) as batch_op:
        batch_op.create_index("ix_replenishment_distributor_id", ["distributor_id", "id"], unique=False)
        batch_op.create_index("ix_replenishment_status", ["status", "id"], unique=False)

    op.create_table(
        "cost",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("voucher", sa.String(length=64), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_cost_withdrawn_has_time")
        ),
        sa.CheckConstraint("kind NOT IN ('goods', 'cash')", name=op.f("ck_cost_not_derived")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_cost_something_spent")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_cost_complaint_id_complaint")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["staff.id"], name=op.f("fk_cost_entered_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost")),
        sa.UniqueConstraint("number", name=op.f("uq_cost_number")),
    )
    with op.batch_alter_table("cost", schema=None) as batch_op:
        batch_op.create_index("ix_cost_complaint_id", ["complaint_id"], unique=False)
        batch_op.create_index("ix_cost_entered_by_id", ["entered_by_id", "id"], unique=False)
        batch_op.create_index("ix_cost_spent_on", ["spent_on", "id"], unique=False)

    op.create_table(
        "delivery_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("replenishment_id", sa.Integer(), nullable=False),
        sa.Column("original_name", sa.String(length=200), nullable=False),
        sa.Column("stored_name", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["staff.id"], name=op.f("fk_delivery_paper_added_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["replenishment_id"], ["replenishment.id"], name=op.f("fk_delivery_paper_replenishment_id_replenishment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_paper")),
        sa.UniqueConstraint("stored_name", name=op.f("uq_delivery_paper_stored_name")),
    )
    with op.batch_alter_table("delivery_paper", schema=None) as batch_op:
        batch_op.create_index("ix_delivery_paper_replenishment_id", ["replenishment_id"], unique=False)

    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("direction", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("party", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("complaint_id", sa.Integer(), nullable=True),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("answers_id", sa.Integer(), nullable=True),
        sa.Column("handler_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registered_by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(direction = 'outgoing') OR status <> 'sent'", name=op.f("ck_letter_only_ours_are_sent")),
        sa.CheckConstraint(
            "status <> 'waiting' OR (direction = 'incoming' AND due_on IS NOT NULL)", name=op.f("ck_letter_waits_until")
        ),
        sa.ForeignKeyConstraint(["answers_id"], ["letter.id"], name=op.f("fk_letter_answers_id_letter")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_letter_complaint_id_complaint")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_letter_customer_id_customer")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_letter_department_id_department")),
        sa.ForeignKeyConstraint(["handler_id"], ["staff.id"], name=op.f("fk_letter_handler_id_staff")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_letter_product_id_product")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_letter_region_id_region")),
        sa.ForeignKeyConstraint(["registered_by_id"], ["staff.id"], name=op.f("fk_letter_registered_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("number", name=op.f("uq_letter_number")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index("ix_letter_answers_id", ["answers_id"], unique=False)
        batch_op.create_index("ix_letter_complaint_id", ["complaint_id"], unique=False)
        batch_op.create_index("ix_letter_customer_id", ["customer_id"], unique=False)
        batch_op.create_index("ix_letter_dated_on", ["dated_on", "id"], unique=False)
        batch_op.create_index("ix_letter_department_id", ["department_id", "id"], unique=False)
        batch_op.create_index("ix_letter_handler_id", ["handler_id", "status", "due_on"], unique=False)
        batch_op.create_index("ix_letter_product_id", ["product_id"], unique=False)
        batch_op.create_index("ix_letter_region_id", ["region_id", "id"], unique=False)
        batch_op.create_index("ix_letter_registered_by_id", ["registered_by_id", "id"], unique=False)
        batch_op.create_index("ix_letter_status", ["status", "due_on", "id"], unique=False)

    op.create_table(
        "month_approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("summary_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by_id", sa.Integer(), nullable=False),
        sa.Column("principal_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["principal_id"], ["staff.id"], name=op.f("fk_month_approval_principal_id_staff")),
        sa.ForeignKeyConstraint(["signed_by_id"], ["staff.id"], name=op.f("fk_month_approval_signed_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["summary_id"], ["company_summary.id"], name=op.f("fk_month_approval_summary_id_company_summary")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_approval")),
        sa.UniqueConstraint("summary_id", "role", name=op.f("uq_month_approval_summary_id_role")),
    )
    op.create_table(
        "penalty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("breach", sa.String(length=64), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("least", sa.BigInteger(), nullable=False),
        sa.Column("most", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("mode", sa.String(length=32), nullable=False),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.Column("rulebook_pack", sa.String(length=64), nullable=False),
        sa.Column("rulebook_issue", sa.String(length=64), nullable=False),
        sa.Column("evidence", sa.String(length=32), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("facts_key", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("moved_from", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("decides", sa.String(length=32), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("appealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("appeal", sa.Text(), nullable=False),
        sa.Column("appeal_decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("appeal_decided_by_id", sa.Integer(), nullable=True),
        sa.Column("appeal_decision", sa.Text(), nullable=False),
        sa.Column("consequence", sa.String(length=200), nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "locked_at IS NULL OR status NOT IN ('proposed', 'appealed')", name=op.f("ck_penalty_locked_is_decided")
        ),
        sa.CheckConstraint(
            "status = 'proposed' OR (decided_by_id IS NOT NULL AND decided_by_id <> staff_id)",
            name=op.f("ck_penalty_decided_by_another"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('confirmed', 'appealed', 'upheld', 'lowered') OR amount IS NOT NULL",
            name=op.f("ck_penalty_decided_has_amount"),
        ),
        sa.CheckConstraint(
            "amount IS NULL OR (amount >= least AND amount <= most)", name=op.f("ck_penalty_amount_in_range")
        ),
        sa.CheckConstraint(
            "appeal_decided_by_id IS NULL OR (appeal_decided_by_id <> staff_id AND appeal_decided_by_id <> decided_by_id)",
            name=op.f("ck_penalty_appeal_by_a_third"),
        ),
        sa.CheckConstraint("times > 0", name=op.f("ck_penalty_happened_at_all")),
        sa.ForeignKeyConstraint(
            ["appeal_decided_by_id"], ["staff.id"], name=op.f("fk_penalty_appeal_decided_by_id_staff")
        ),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_penalty_complaint_id_complaint")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_penalty_decided_by_id_staff")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_penalty_department_id_department")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["staff.id"], name=op.f("fk_penalty_proposed_by_id_staff")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_penalty_region_id_region")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_penalty_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penalty")),
        sa.UniqueConstraint("breach", "facts_key", "staff_id", name=op.f("uq_penalty_breach_facts_key_staff_id")),
        sa.UniqueConstraint("number", name=op.f("uq_penalty_number")),
    )
    with op.batch_alter_table("penalty", schema=None) as batch_op:
        batch_op.create_index("ix_penalty_complaint_id", ["complaint_id"], unique=False)
        batch_op.create_index("ix_penalty_department_id", ["department_id", "id"], unique=False)
        batch_op.create_index("ix_penalty_evidence", ["evidence", "evidence_id", "breach"], unique=False)
        batch_op.create_index("ix_penalty_facts_key", ["facts_key"], unique=False)
        batch_op.create_index("ix_penalty_month", ["month", "department_id", "status"], unique=False)
        batch_op.create_index("ix_penalty_proposed_by_id", ["proposed_by_id", "id"], unique=False)
        batch_op.create_index("ix_penalty_staff_id", ["staff_id", "month"], unique=False)
        batch_op.create_index("ix_penalty_status", ["status", "decides", "id"], unique=False)

    op.create_table(
        "handling_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("settlement_id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_by_id", sa.Integer(), nullable=False),
        sa.Column("held_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lost_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lost_reported_by_id", sa.Integer(), nullable=True),
        sa.Column("loss_note", sa.String(length=200), nullable=False),
        sa.Column("affects_summary", sa.Boolean(), nullable=False),
        sa.Column("affects_replenishment", sa.Boolean(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status <> 'kept' OR handed_in_at IS NOT NULL", name=op.f("ck_handling_form_kept_was_handed_in")
        ),
        sa.CheckConstraint("status <> 'lost' OR lost_at IS NOT NULL", name=op.f("ck_handling_form_lost_has_time")),
        sa.CheckConstraint(
            "(lost_at IS NULL) = (lost_reported_by_id IS NULL)", name=op.f("ck_handling_form_lost_is_reported")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_handling_form_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(["held_by_id"], ["staff.id"], name=op.f("fk_handling_form_held_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["lost_reported_by_id"], ["staff.id"], name=op.f("fk_handling_form_lost_reported_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["settlement_id"], ["settlement.id"], name=op.f("fk_handling_form_settlement_id_settlement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handling_form")),
        sa.UniqueConstraint("number", name=op.f("uq_handling_form_number")),
        sa.UniqueConstraint("settlement_id", name=op.f("uq_handling_form_settlement_id")),
    )
    with op.batch_alter_table("handling_form", schema=None) as batch_op:
        batch_op.create_index("ix_handling_form_complaint_id", ["complaint_id"], unique=False)
        batch_op.create_index("ix_handling_form_held_by_id", ["held_by_id", "status", "id"], unique=False)
        batch_op.create_index("ix_handling_form_lost_at", ["lost_at"], unique=False)
        batch_op.create_index("ix_handling_form_opened_at", ["opened_at", "id"], unique=False)
        batch_op.create_index("ix_handling_form_status", ["status", "opened_at", "id"], unique=False)

    op.create_table(
        "letter_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("original_name", sa.String(length=200), nullable=False),
        sa.Column("stored_name", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["staff.id"], name=op.f("fk_letter_file_added_by_id_staff")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_letter_file_letter_id_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_file")),
        sa.UniqueConstraint("stored_name", name=op.f("uq_letter_file_stored_name")),
    )
    with op.batch_alter_table("letter_file", schema=None) as batch_op:
        batch_op.create_index("ix_letter_file_letter_id", ["letter_id"], unique=False)

    op.create_table(
        "form_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handling_form_id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=True),
        sa.Column("receiver_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_form_move_by_id_staff")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_form_move_complaint_id_complaint")),
        sa.ForeignKeyConstraint(["giver_id"], ["staff.id"], name=op.f("fk_form_move_giver_id_staff")),
        sa.ForeignKeyConstraint(
            ["handling_form_id"], ["handling_form.id"], name=op.f("fk_form_move_handling_form_id_handling_form")
        ),
        sa.ForeignKeyConstraint(["receiver_id"], ["staff.id"], name=op.f("fk_form_move_receiver_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_move")),
    )
    with op.batch_alter_table("form_move", schema=None) as batch_op:
        batch_op.create_index("ix_form_move_complaint_id", ["complaint_id"], unique=False)
        batch_op.create_index("ix_form_move_handling_form_id", ["handling_form_id"], unique=False)

    op.create_table(
        "replenishment_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("replenishment_id", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(length=32), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("bottles", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("settlement_line_id", sa.Integer(), nullable=True),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.CheckConstraint("bottles > 0", name=op.f("ck_replenishment_line_something_given")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_replenishment_line_product_id_product")),
        sa.ForeignKeyConstraint(
            ["replenishment_id"],
            ["replenishment.id"],
            name=op.f("fk_replenishment_line_replenishment_id_replenishment"),
        ),
        sa.ForeignKeyConstraint(
            ["settlement_line_id"],
            ["settlement_line.id"],
            name=op.f("fk_replenishment_line_settlement_line_id_settlement_line"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replenishment_line")),
        sa.UniqueConstraint("settlement_line_id", name=op.f("uq_replenishment_line_settlement_line_id")),
    )
    with op.batch_alter_table("replenishment_line", schema=None) as batch_op:
        batch_op.create_index("ix_replenishment_line_replenishment_id", ["replenishment_id"], unique=False)

    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reference", sa.String(length=64), nullable=True))
        batch_op.create_index("ix_complaint_merged_into_id", ["merged_into_id"], unique=False)
        batch_op.create_index("ix_complaint_repeat_of_id", ["repeat_of_id"], unique=False)
        batch_op.create_index("ix_complaint_result_at", ["result_at"], unique=False)
        batch_op.create_index("uq_complaint_reference", ["reference"], unique=True)

    with op.batch_alter_table("complaint_clock", schema=None) as batch_op:
        batch_op.create_index("ix_complaint_clock_late_at", ["late_at"], unique=False)

    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.create_index("ix_customer_distributor_id", ["distributor_id"], unique=False)

    with op.batch_alter_table("execution", schema=None) as batch_op:
        batch_op.add_column(sa.Column("supplier_id", sa.Integer(), nullable=True))
        batch_op.create_index("ix_execution_handed_over_at", ["handed_over_at"], unique=False)
        batch_op.create_index("ix_execution_paid_at", ["paid_at"], unique=False)
        batch_op.create_index("ix_execution_proved_at", ["proved_at"], unique=False)
        batch_op.create_index("ix_execution_supplier_id", ["supplier_id", "proved_at"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_execution_supplier_id_customer"), "customer", ["supplier_id"], ["id"]
        )

    with op.batch_alter_table("job_run", schema=None) as batch_op:
        batch_op.add_column(sa.Column("subject_id", sa.Integer(), nullable=True))

    with op.batch_alter_table("service_record", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reference", sa.String(length=64), nullable=True))
        batch_op.create_index("uq_service_record_reference", ["reference"], unique=True)

    with op.batch_alter_table("settlement", schema=None) as batch_op:
        batch_op.create_index("ix_settlement_proposed_at", ["proposed_at"], unique=False)

    for statement in BY_HAND[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in UNDO[op.get_bind().dialect.name]:
        op.execute(statement)
    with op.batch_alter_table("settlement", schema=None) as batch_op:
        batch_op.drop_index("ix_settlement_proposed_at")

    with op.batch_alter_table("service_record", schema=None) as batch_op:
        batch_op.drop_index("uq_service_record_reference")
        batch_op.drop_column("reference")

    with op.batch_alter_table("job_run", schema=None) as batch_op:
        batch_op.drop_column("subject_id")

    with op.batch_alter_table("execution", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_execution_supplier_id_customer"), type_="foreignkey")
        batch_op.drop_index("ix_execution_supplier_id")
        batch_op.drop_index("ix_execution_proved_at")
        batch_op.drop_index("ix_execution_paid_at")
        batch_op.drop_index("ix_execution_handed_over_at")
        batch_op.drop_column("supplier_id")

    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.drop_index("ix_customer_distributor_id")

    with op.batch_alter_table("complaint_clock", schema=None) as batch_op:
        batch_op.drop_index("ix_complaint_clock_late_at")

    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_index("uq_complaint_reference")
        batch_op.drop_index("ix_complaint_result_at")
        batch_op.drop_index("ix_complaint_repeat_of_id")
        batch_op.drop_index("ix_complaint_merged_into_id")
        batch_op.drop_column("reference")

    with op.batch_alter_table("replenishment_line", schema=None) as batch_op:
        batch_op.drop_index("ix_replenishment_line_replenishment_id")

    op.drop_table("replenishment_line")
    with op.batch_alter_table("form_move", schema=None) as batch_op:
        batch_op.drop_index("ix_form_move_handling_form_id")
        batch_op.drop_index("ix_form_move_complaint_id")

    op.drop_table("form_move")
    with op.batch_alter_table("letter_file", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_file_letter_id")

    op.drop_table("letter_file")
    with op.batch_alter_table("handling_form", schema=None) as batch_op:
        batch_op.drop_index("ix_handling_form_status")
        batch_op.drop_index("ix_handling_form_opened_at")
        batch_op.drop_index("ix_handling_form_lost_at")
        batch_op.drop_index("ix_handling_form_held_by_id")
        batch_op.drop_index("ix_handling_form_complaint_id")

    op.drop_table("handling_form")
    with op.batch_alter_table("penalty", schema=None) as batch_op:
        batch_op.drop_index("ix_penalty_status")
        batch_op.drop_index("ix_penalty_staff_id")
        batch_op.drop_index("ix_penalty_proposed_by_id")
        batch_op.drop_index("ix_penalty_month")
        batch_op.drop_index("ix_penalty_facts_key")
        batch_op.drop_index("ix_penalty_evidence")
        batch_op.drop_index("ix_penalty_department_id")
        batch_op.drop_index("ix_penalty_complaint_id")

    op.drop_table("penalty")
    op.drop_table("month_approval")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_status")
        batch_op.drop_index("ix_letter_registered_by_id")
        batch_op.drop_index("ix_letter_region_id")
        batch_op.drop_index("ix_letter_product_id")
        batch_op.drop_index("ix_letter_handler_id")
        batch_op.drop_index("ix_letter_department_id")
        batch_op.drop_index("ix_letter_dated_on")
        batch_op.drop_index("ix_letter_customer_id")
        batch_op.drop_index("ix_letter_complaint_id")
        batch_op.drop_index("ix_letter_answers_id")

    op.drop_table("letter")
    with op.batch_alter_table("delivery_paper", schema=None) as batch_op:
        batch_op.drop_index("ix_delivery_paper_replenishment_id")

    op.drop_table("delivery_paper")
    with op.batch_alter_table("cost", schema=None) as batch_op:
        batch_op.drop_index("ix_cost_spent_on")
        batch_op.drop_index("ix_cost_entered_by_id")
        batch_op.drop_index("ix_cost_complaint_id")

    op.drop_table("cost")
    with op.batch_alter_table("replenishment", schema=None) as batch_op:
        batch_op.drop_index("ix_replenishment_status")
        batch_op.drop_index("ix_replenishment_distributor_id")

    op.drop_table("replenishment")
    with op.batch_alter_table("month_reopening", schema=None) as batch_op:
        batch_op.drop_index("ix_month_reopening_month_id")

    op.drop_table("month_reopening")
    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.drop_index("uq_import_row_number")
        batch_op.drop_index("ix_import_row_verdict")
        batch_op.drop_index("ix_import_row_key")

    op.drop_table("import_row")
    op.drop_table("glass_quarter")
    op.drop_table("department_summary")
    op.drop_table("company_summary")
    op.drop_table("audit_link")
    with op.batch_alter_table("work", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_work_waiting", sqlite_where=sa.text("done_at IS NULL"), postgresql_where=sa.text("done_at IS NULL")
        )
        batch_op.drop_index("ix_work_done_at")

    op.drop_table("work")
    with op.batch_alter_table("wage", schema=None) as batch_op:
        batch_op.drop_index("ix_wage_month")

    op.drop_table("wage")
    with op.batch_alter_table("month", schema=None) as batch_op:
        batch_op.drop_index("ix_month_status")

    op.drop_table("month")
    with op.batch_alter_table("form_count", schema=None) as batch_op:
        batch_op.drop_index("ix_form_count_department_id")

    op.drop_table("form_count")
    with op.batch_alter_table("file_import", schema=None) as batch_op:
        batch_op.drop_index("ix_file_import_state")
        batch_op.drop_index("ix_file_import_started_by_id")

    op.drop_table("file_import")
    op.drop_table("job_turn")
