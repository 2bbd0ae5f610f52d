"""The tables of the main job, the word index, and the append-only audit.

Revision: 0001, on 2026-11-22.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Frozen copies: what the product asked of each engine when these tables were made.
BY_HAND = {
    "sqlite": [
        "CREATE VIRTUAL TABLE complaint_search USING fts5(grams, content='', detail=none, columnsize=0, "
        'tokenize="unicode61 remove_diacritics 0")',
        "CREATE VIRTUAL TABLE customer_search USING fts5(grams, content='', detail=none, columnsize=0, "
        'tokenize="unicode61 remove_diacritics 0")',
        "CREATE VIRTUAL TABLE product_search USING fts5(grams, content='', detail=none, columnsize=0, "
        'tokenize="unicode61 remove_diacritics 0")',
        "CREATE VIRTUAL TABLE batch_search USING fts5(grams, content='', detail=none, columnsize=0, "
        'tokenize="unicode61 remove_diacritics 0")',
        "CREATE VIRTUAL TABLE staff_search USING fts5(grams, content='', detail=none, columnsize=0, "
        'tokenize="unicode61 remove_diacritics 0")',
        "CREATE VIRTUAL TABLE service_record_search USING fts5(grams, content='', detail=none, columnsize=0, "
        'tokenize="unicode61 remove_diacritics 0")',
        "CREATE TRIGGER audit_event_no_update BEFORE update ON audit_event BEGIN SELECT RAISE(ABORT, "
        "'audit_event is append-only'); END",
        "CREATE TRIGGER audit_event_no_delete BEFORE delete ON audit_event BEGIN SELECT RAISE(ABORT, "
        "'audit_event is append-only'); END",
    ],
    "postgresql": [
        "CREATE TABLE complaint_search (id INTEGER PRIMARY KEY, grams TEXT[] NOT NULL)",
        "CREATE TABLE customer_search (id INTEGER PRIMARY KEY, grams TEXT[] NOT NULL)",
        "CREATE TABLE product_search (id INTEGER PRIMARY KEY, grams TEXT[] NOT NULL)",
        "CREATE TABLE batch_search (id INTEGER PRIMARY KEY, grams TEXT[] NOT NULL)",
        "CREATE TABLE staff_search (id INTEGER PRIMARY KEY, grams TEXT[] NOT NULL)",
        "CREATE TABLE service_record_search (id INTEGER PRIMARY KEY, grams TEXT[] NOT NULL)",
        "CREATE INDEX ix_complaint_search_grams ON complaint_search USING gin (grams)",
        "CREATE INDEX ix_customer_search_grams ON customer_search USING gin (grams)",
        "CREATE INDEX ix_product_search_grams ON product_search USING gin (grams)",
        "CREATE INDEX ix_batch_search_grams ON batch_search USING gin (grams)",
        "CREATE INDEX ix_staff_search_grams ON staff_search USING gin (grams)",
        "CREATE INDEX ix_service_record_search_grams ON service_record_search USING gin (grams)",
        "CREATE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE "
        "EXCEPTION 'audit_event is append-only'; END $$",
        "CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE "
        "FUNCTION audit_event_is_append_only()",
        "CREATE TRIGGER audit_event_never_emptied BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE "
        "FUNCTION audit_event_is_append_only()",
    ],
}
UNDO = {
    "sqlite": [
        "DROP TRIGGER audit_event_no_update",
        "DROP TRIGGER audit_event_no_delete",
        "DROP TABLE complaint_search",
        "DROP TABLE customer_search",
        "DROP TABLE product_search",
        "DROP TABLE batch_search",
        "DROP TABLE staff_search",
        "DROP TABLE service_record_search",
    ],
    "postgresql": [
        "DROP TRIGGER audit_event_never_emptied ON audit_event",
        "DROP TRIGGER audit_event_append_only ON audit_event",
        "DROP FUNCTION audit_event_is_append_only()",
        "DROP TABLE complaint_search",
        "DROP TABLE customer_search",
        "DROP TABLE product_search",
        "DROP TABLE batch_search",
        "DROP TABLE staff_search",
        "DROP TABLE service_record_search",
    ],
}


def upgrade() -> None:
    op.create_table(
        "department",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("is_sales", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("code", name=op.f("uq_department_code")),
        sa.UniqueConstraint("name", name=op.f("uq_department_name")),
    )
    op.create_table(
        "job_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("succeeded", sa.Boolean(), nullable=True),
        sa.Column("outcome", sa.String(length=200), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_run")),
    )
    op.create_index("ix_job_run_name", "job_run", ["name", "id"])
    op.create_table(
        "number_series",
        sa.Column("series", sa.String(length=64), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_number_series")),
    )
    op.create_table(
        "product",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sku", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("pinyin", sa.String(length=200), nullable=False),
        sa.Column("package", sa.String(length=32), nullable=False),
        sa.Column("spec", sa.String(length=64), nullable=False),
        sa.Column("units_per_case", sa.Integer(), nullable=False),
        sa.Column("shelf_life_days", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("shelf_life_days > 0", name=op.f("ck_product_shelf_life_known")),
        sa.CheckConstraint("units_per_case > 0", name=op.f("ck_product_case_not_empty")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sa.UniqueConstraint("sku", name=op.f("uq_product_sku")),
    )
    op.create_table(
        "setup_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setup_token")),
    )
    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("produced_on", sa.Date(), nullable=False),
        sa.Column("produced_quantity", sa.Integer(), nullable=False),
        sa.Column("production_line", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_batch_product_id_product")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sa.UniqueConstraint("code", name=op.f("uq_batch_code")),
    )
    op.create_index("ix_batch_product_id", "batch", ["product_id", "produced_on"])
    op.create_table(
        "region",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("provinces", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_region_department_id_department")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region")),
        sa.UniqueConstraint("code", name=op.f("uq_region_code")),
        sa.UniqueConstraint("name", name=op.f("uq_region_name")),
    )
    op.create_index("ix_region_department_id", "region", ["department_id"])
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("pinyin", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("reports_to_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("initial_password_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_logins", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_staff_department_id_department")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_staff_region_id_region")),
        sa.ForeignKeyConstraint(["reports_to_id"], ["staff.id"], name=op.f("fk_staff_reports_to_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("number", name=op.f("uq_staff_number")),
        sa.UniqueConstraint("phone", name=op.f("uq_staff_phone")),
    )
    op.create_index("ix_staff_department_id", "staff", ["department_id"])
    op.create_index("ix_staff_region_id", "staff", ["region_id"])
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("principal_id", sa.Integer(), nullable=True),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["staff.id"], name=op.f("fk_audit_event_actor_id_staff")),
        sa.ForeignKeyConstraint(["principal_id"], ["staff.id"], name=op.f("fk_audit_event_principal_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    op.create_index("ix_audit_event_actor_id", "audit_event", ["actor_id", "id"])
    op.create_index("ix_audit_event_at", "audit_event", ["at"])
    op.create_index("ix_audit_event_kind", "audit_event", ["kind", "id"])
    op.create_index("ix_audit_event_subject", "audit_event", ["subject", "subject_id", "id"])
    op.create_table(
        "auth_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_auth_session_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auth_session")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_auth_session_secret_hash")),
    )
    op.create_index("ix_auth_session_staff_id", "auth_session", ["staff_id", "ended_at"])
    op.create_table(
        "customer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("pinyin", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=True),
        sa.Column("contact", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("grade", sa.String(length=32), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["staff.id"], name=op.f("fk_customer_created_by_id_staff")),
        sa.ForeignKeyConstraint(["distributor_id"], ["customer.id"], name=op.f("fk_customer_distributor_id_customer")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_customer_region_id_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("code", name=op.f("uq_customer_code")),
    )
    op.create_index("ix_customer_phone", "customer", ["phone"])
    op.create_index("ix_customer_region_id", "customer", ["region_id", "id"])
    op.create_table(
        "daily_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.Column("dissatisfied", sa.Integer(), nullable=False),
        sa.Column("unanswered", sa.Integer(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sent_by_id"], ["staff.id"], name=op.f("fk_daily_report_sent_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_daily_report")),
        sa.UniqueConstraint("day", name=op.f("uq_daily_report_day")),
    )
    op.create_table(
        "staff_role",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_role_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", "role", name=op.f("pk_staff_role")),
    )
    op.create_index("ix_staff_role_role", "staff_role", ["role", "staff_id"])
    op.create_table(
        "submission",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_submission_staff_id_staff")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_submission")),
    )
    op.create_index("ix_submission_done_at", "submission", ["done_at"])
    op.create_table(
        "substitution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("principal_id", sa.Integer(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_substitution_dates_in_order")),
        sa.CheckConstraint("principal_id <> substitute_id", name=op.f("ck_substitution_somebody_else")),
        sa.ForeignKeyConstraint(["principal_id"], ["staff.id"], name=op.f("fk_substitution_principal_id_staff")),
        sa.ForeignKeyConstraint(["substitute_id"], ["staff.id"], name=op.f("fk_substitution_substitute_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitution")),
    )
    op.create_index("ix_substitution_principal_id", "substitution", ["principal_id", "starts_on"])
    op.create_index("ix_substitution_substitute_id", "substitution", ["substitute_id", "starts_on"])
    op.create_table(
        "complaint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=True),
        sa.Column("severity", sa.String(length=32), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("customer_kind", sa.String(length=32), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("complainant_name", sa.String(length=64), nullable=False),
        sa.Column("complainant_phone", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("purchase_place", sa.String(length=200), nullable=False),
        sa.Column("purchased_on", sa.Date(), nullable=True),
        sa.Column("promotion", sa.String(length=200), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("batch_mark", sa.String(length=32), nullable=False),
        sa.Column("batch_code", sa.String(length=64), nullable=False),
        sa.Column("produced_on", sa.Date(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("fault", sa.String(length=32), nullable=False),
        sa.Column("consumers", sa.Integer(), nullable=False),
        sa.Column("incident", sa.String(length=64), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("demand", sa.String(length=200), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("registered_by_id", sa.Integer(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("rulebook_pack", sa.String(length=64), nullable=False),
        sa.Column("rulebook_issue", sa.String(length=64), nullable=False),
        sa.Column("assigned_to_id", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("result_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("goods_received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("goods_received_by_id", sa.Integer(), nullable=True),
        sa.Column("unfounded", sa.Boolean(), nullable=False),
        sa.Column("repeat_of_id", sa.Integer(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("reopened_count", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_complaint_closed_has_time")),
        sa.CheckConstraint(
            "state <> 'merged' OR merged_into_id IS NOT NULL", name=op.f("ck_complaint_merged_into_a_case")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_complaint_something_complained")),
        sa.ForeignKeyConstraint(["assigned_to_id"], ["staff.id"], name=op.f("fk_complaint_assigned_to_id_staff")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_complaint_batch_id_batch")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_complaint_customer_id_customer")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_complaint_department_id_department")
        ),
        sa.ForeignKeyConstraint(
            ["goods_received_by_id"], ["staff.id"], name=op.f("fk_complaint_goods_received_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["complaint.id"], name=op.f("fk_complaint_merged_into_id_complaint")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_complaint_product_id_product")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_complaint_region_id_region")),
        sa.ForeignKeyConstraint(["registered_by_id"], ["staff.id"], name=op.f("fk_complaint_registered_by_id_staff")),
        sa.ForeignKeyConstraint(["repeat_of_id"], ["complaint.id"], name=op.f("fk_complaint_repeat_of_id_complaint")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("number", name=op.f("uq_complaint_number")),
    )
    op.create_index("ix_complaint_assigned_to_id", "complaint", ["assigned_to_id", "id"])
    op.create_index("ix_complaint_batch_id", "complaint", ["batch_id", "id"])
    op.create_index("ix_complaint_customer_id", "complaint", ["customer_id", "id"])
    op.create_index("ix_complaint_department_id", "complaint", ["department_id", "id"])
    op.create_index("ix_complaint_department_state", "complaint", ["department_id", "state", "id"])
    op.create_index("ix_complaint_due_at", "complaint", ["due_at", "id"])
    op.create_index("ix_complaint_incident", "complaint", ["incident"])
    op.create_index("ix_complaint_phone", "complaint", ["complainant_phone"])
    op.create_index("ix_complaint_product_id", "complaint", ["product_id", "id"])
    op.create_index("ix_complaint_region_id", "complaint", ["region_id", "id"])
    op.create_index("ix_complaint_region_state", "complaint", ["region_id", "state", "id"])
    op.create_index("ix_complaint_registered_at", "complaint", ["registered_at"])
    op.create_index("ix_complaint_registered_by_id", "complaint", ["registered_by_id", "id"])
    op.create_index("ix_complaint_state", "complaint", ["state", "id"])
    op.create_index("ix_complaint_state_due_at", "complaint", ["state", "due_at"])
    op.create_index("ix_complaint_late", "complaint", ["late", "id"])
    op.create_index("ix_complaint_channel", "complaint", ["channel", "id"])
    op.create_index("ix_complaint_kind", "complaint", ["kind", "id"])
    op.create_index("ix_complaint_fault", "complaint", ["fault", "id"])
    op.create_index("ix_complaint_department_due_at", "complaint", ["department_id", "due_at", "id"])
    op.create_index("ix_complaint_department_state_due_at", "complaint", ["department_id", "state", "due_at"])
    op.create_index("ix_complaint_region_due_at", "complaint", ["region_id", "due_at", "id"])
    op.create_index("ix_complaint_region_state_due_at", "complaint", ["region_id", "state", "due_at"])
    op.create_table(
        "shipment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("shipped_on", sa.Date(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("promotion", sa.String(length=200), nullable=False),
        sa.Column("voucher", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("cases > 0", name=op.f("ck_shipment_something_shipped")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_shipment_batch_id_batch")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_shipment_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipment")),
        sa.UniqueConstraint("number", name=op.f("uq_shipment_number")),
    )
    op.create_index("ix_shipment_batch_id", "shipment", ["batch_id"])
    op.create_index("ix_shipment_customer_id", "shipment", ["customer_id", "shipped_on"])
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("original_name", sa.String(length=200), nullable=False),
        sa.Column("stored_name", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["staff.id"], name=op.f("fk_attachment_added_by_id_staff")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_attachment_complaint_id_complaint")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("stored_name", name=op.f("uq_attachment_stored_name")),
    )
    op.create_index("ix_attachment_complaint_id", "attachment", ["complaint_id"])
    op.create_table(
        "call_back",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called_by_id", sa.Integer(), nullable=False),
        sa.Column("spoke_with", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("attitude", sa.Integer(), nullable=True),
        sa.Column("speed", sa.Integer(), nullable=True),
        sa.Column("result", sa.Integer(), nullable=True),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("next_step", sa.String(length=200), nullable=False),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.CheckConstraint("attitude IS NULL OR attitude BETWEEN 1 AND 5", name=op.f("ck_call_back_attitude_1_to_5")),
        sa.CheckConstraint("result IS NULL OR result BETWEEN 1 AND 5", name=op.f("ck_call_back_result_1_to_5")),
        sa.CheckConstraint("speed IS NULL OR speed BETWEEN 1 AND 5", name=op.f("ck_call_back_speed_1_to_5")),
        sa.ForeignKeyConstraint(["called_by_id"], ["staff.id"], name=op.f("fk_call_back_called_by_id_staff")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_call_back_complaint_id_complaint")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_back")),
    )
    op.create_index("ix_call_back_called_at", "call_back", ["called_at"])
    op.create_index("ix_call_back_complaint_id", "call_back", ["complaint_id"])
    op.create_table(
        "complaint_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("clock", sa.String(length=32), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_clock_complaint_id_complaint")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_clock")),
    )
    op.create_index("ix_complaint_clock_complaint_id", "complaint_clock", ["complaint_id"])
    op.create_index("ix_complaint_clock_running", "complaint_clock", ["met_at", "late_at", "due_at"])
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("contacted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contacted_by_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("next_promise_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_contact_complaint_id_complaint")),
        sa.ForeignKeyConstraint(["contacted_by_id"], ["staff.id"], name=op.f("fk_contact_contacted_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index("ix_contact_complaint_id", "contact", ["complaint_id"])
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_by_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("responsible", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_finding_complaint_id_complaint")),
        sa.ForeignKeyConstraint(["found_by_id"], ["staff.id"], name=op.f("fk_finding_found_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index("ix_finding_complaint_id", "finding", ["complaint_id"])
    op.create_table(
        "service_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=True),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_by_id", sa.Integer(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("engineer_id", sa.Integer(), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("visited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("work_done", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("accepted_by", sa.String(length=64), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status = 'requested' OR visited_at IS NOT NULL", name=op.f("ck_service_record_visited_has_time")
        ),
        sa.CheckConstraint("rating IS NULL OR rating BETWEEN 1 AND 5", name=op.f("ck_service_record_rating_1_to_5")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_service_record_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_service_record_customer_id_customer")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_service_record_department_id_department")
        ),
        sa.ForeignKeyConstraint(["engineer_id"], ["staff.id"], name=op.f("fk_service_record_engineer_id_staff")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_service_record_product_id_product")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_service_record_region_id_region")),
        sa.ForeignKeyConstraint(
            ["requested_by_id"], ["staff.id"], name=op.f("fk_service_record_requested_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_record")),
        sa.UniqueConstraint("number", name=op.f("uq_service_record_number")),
    )
    op.create_index("ix_service_record_complaint_id", "service_record", ["complaint_id"])
    op.create_index("ix_service_record_customer_id", "service_record", ["customer_id"])
    op.create_index("ix_service_record_department_id", "service_record", ["department_id", "id"])
    op.create_index("ix_service_record_engineer_id", "service_record", ["engineer_id", "id"])
    op.create_index("ix_service_record_requested_by_id", "service_record", ["requested_by_id", "id"])
    op.create_index("ix_service_record_engineer_cases", "service_record", ["engineer_id", "complaint_id"])
    op.create_index("ix_service_record_region_id", "service_record", ["region_id", "id"])
    op.create_table(
        "settlement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("multiple_numerator", sa.Integer(), nullable=False),
        sa.Column("multiple_denominator", sa.Integer(), nullable=False),
        sa.Column("cash", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("decides", sa.String(length=32), nullable=False),
        sa.Column("file_at", sa.String(length=32), nullable=False),
        sa.Column("needs_goods_received", sa.Boolean(), nullable=False),
        sa.Column("filing_clause", sa.String(length=64), nullable=False),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'approved') = (approved_at IS NOT NULL)", name=op.f("ck_settlement_approved_has_time")
        ),
        sa.CheckConstraint("multiple_denominator > 0", name=op.f("ck_settlement_multiple_defined")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_settlement_complaint_id_complaint")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["staff.id"], name=op.f("fk_settlement_proposed_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement")),
    )
    op.create_index("ix_settlement_complaint_id", "settlement", ["complaint_id"])
    op.create_index("ix_settlement_status", "settlement", ["status", "id"])
    op.create_index("ix_settlement_goods_asked", "settlement", ["needs_goods_received", "complaint_id"])
    op.create_table(
        "execution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("settlement_id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("needs_goods", sa.Boolean(), nullable=False),
        sa.Column("needs_cash", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_over_by_id", sa.Integer(), nullable=True),
        sa.Column("carrier", sa.String(length=200), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paid_by_id", sa.Integer(), nullable=True),
        sa.Column("payment_voucher", sa.String(length=64), nullable=False),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proved_by_id", sa.Integer(), nullable=True),
        sa.Column("received_by", sa.String(length=64), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_execution_complaint_id_complaint")),
        sa.ForeignKeyConstraint(["handed_over_by_id"], ["staff.id"], name=op.f("fk_execution_handed_over_by_id_staff")),
        sa.ForeignKeyConstraint(["paid_by_id"], ["staff.id"], name=op.f("fk_execution_paid_by_id_staff")),
        sa.ForeignKeyConstraint(["proved_by_id"], ["staff.id"], name=op.f("fk_execution_proved_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["settlement_id"], ["settlement.id"], name=op.f("fk_execution_settlement_id_settlement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_execution")),
        sa.UniqueConstraint("number", name=op.f("uq_execution_number")),
        sa.UniqueConstraint("settlement_id", name=op.f("uq_execution_settlement_id")),
    )
    op.create_index("ix_execution_cash", "execution", ["needs_cash", "paid_at"])
    op.create_index("ix_execution_complaint_id", "execution", ["complaint_id"])
    op.create_index("ix_execution_cash_cases", "execution", ["needs_cash", "complaint_id"])
    op.create_index("ix_execution_goods", "execution", ["needs_goods", "handed_over_at"])
    op.create_table(
        "false_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("call_back_id", sa.Integer(), nullable=False),
        sa.Column("against_id", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_by_id", sa.Integer(), nullable=False),
        sa.Column("difference", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["against_id"], ["staff.id"], name=op.f("fk_false_report_against_id_staff")),
        sa.ForeignKeyConstraint(
            ["call_back_id"], ["call_back.id"], name=op.f("fk_false_report_call_back_id_call_back")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_false_report_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(["found_by_id"], ["staff.id"], name=op.f("fk_false_report_found_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_false_report")),
    )
    op.create_index("ix_false_report_complaint_id", "false_report", ["complaint_id"])
    op.create_index("ix_false_report_status", "false_report", ["status", "complaint_id"])
    op.create_table(
        "filing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("settlement_id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=32), nullable=False),
        sa.Column("register_number", sa.String(length=64), nullable=True),
        sa.Column("paper_place", sa.String(length=200), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("filed_by_id", sa.Integer(), nullable=True),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.CheckConstraint("(filed_at IS NULL) = (filed_by_id IS NULL)", name=op.f("ck_filing_filed_by_somebody")),
        sa.ForeignKeyConstraint(["filed_by_id"], ["staff.id"], name=op.f("fk_filing_filed_by_id_staff")),
        sa.ForeignKeyConstraint(["settlement_id"], ["settlement.id"], name=op.f("fk_filing_settlement_id_settlement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filing")),
        sa.UniqueConstraint("register_number", name=op.f("uq_filing_register_number")),
        sa.UniqueConstraint("settlement_id", name=op.f("uq_filing_settlement_id")),
    )
    op.create_index("ix_filing_waiting", "filing", ["office", "filed_at", "id"])
    op.create_index("ix_filing_paper", "filing", ["office", "paper_place", "filed_at"])
    op.create_table(
        "settlement_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("settlement_id", sa.Integer(), nullable=False),
        sa.Column("remedy", sa.String(length=32), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("exchanged_quantity", sa.Integer(), nullable=False),
        sa.Column("compensated_quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("cash", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "exchanged_quantity >= 0 AND compensated_quantity >= 0 AND cash >= 0",
            name=op.f("ck_settlement_line_nothing_negative"),
        ),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_settlement_line_product_id_product")),
        sa.ForeignKeyConstraint(
            ["settlement_id"], ["settlement.id"], name=op.f("fk_settlement_line_settlement_id_settlement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement_line")),
    )
    op.create_index("ix_settlement_line_settlement_id", "settlement_line", ["settlement_id"])
    op.create_table(
        "signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("settlement_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("signer_id", sa.Integer(), nullable=True),
        sa.Column("principal_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "(verdict IN ('pending', 'dropped')) = (signer_id IS NULL)", name=op.f("ck_signature_verdict_has_signer")
        ),
        sa.ForeignKeyConstraint(["principal_id"], ["staff.id"], name=op.f("fk_signature_principal_id_staff")),
        sa.ForeignKeyConstraint(
            ["settlement_id"], ["settlement.id"], name=op.f("fk_signature_settlement_id_settlement")
        ),
        sa.ForeignKeyConstraint(["signer_id"], ["staff.id"], name=op.f("fk_signature_signer_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
    )
    op.create_index("ix_signature_settlement_id", "signature", ["settlement_id"])
    op.create_index("ix_signature_waiting", "signature", ["verdict", "role", "id"])
    op.create_index("ix_signature_signer_id", "signature", ["signer_id", "settlement_id"])
    for statement in BY_HAND[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in UNDO[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_table("signature")
    op.drop_table("settlement_line")
    op.drop_table("filing")
    op.drop_table("false_report")
    op.drop_table("execution")
    op.drop_table("settlement")
    op.drop_table("service_record")
    op.drop_table("finding")
    op.drop_table("contact")
    op.drop_table("complaint_clock")
    op.drop_table("call_back")
    op.drop_table("attachment")
    op.drop_table("shipment")
    op.drop_table("complaint")
    op.drop_table("substitution")
    op.drop_table("submission")
    op.drop_table("staff_role")
    op.drop_table("daily_report")
    op.drop_table("customer")
    op.drop_table("auth_session")
    op.drop_table("audit_event")
    op.drop_table("staff")
    op.drop_table("region")
    op.drop_table("batch")
    op.drop_table("setup_token")
    op.drop_table("product")
    op.drop_table("number_series")
    op.drop_table("job_run")
    op.drop_table("department")
