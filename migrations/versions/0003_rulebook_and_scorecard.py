"""rulebook and scorecard

Revision: 0003, after 0002, on 2026-11-22.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


# Frozen copies: what the product asked of each engine when these tables were made.
BY_HAND = {
    "postgresql": [
        "CREATE FUNCTION rulebook_issue_stands() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.status "
        "= 'approved' THEN RAISE EXCEPTION 'an approved issue never changes'; END IF; IF TG_OP = 'DELETE' "
        "THEN RETURN OLD; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER rulebook_issue_stands BEFORE UPDATE OR DELETE ON rulebook_issue FOR EACH ROW EXECUTE "
        "FUNCTION rulebook_issue_stands()",
    ],
    "sqlite": [
        "CREATE TRIGGER rulebook_issue_no_update BEFORE update ON rulebook_issue WHEN OLD.status = 'approved' "
        "BEGIN SELECT RAISE(ABORT, 'an approved issue never changes'); END",
        "CREATE TRIGGER rulebook_issue_no_delete BEFORE delete ON rulebook_issue WHEN OLD.status = 'approved' "
        "BEGIN SELECT RAISE(ABORT, 'an approved issue never changes'); END",
    ],
}
UNDO = {
    "postgresql": ["DROP TRIGGER rulebook_issue_stands ON rulebook_issue", "DROP FUNCTION rulebook_issue_stands()"],
    "sqlite": ["DROP TRIGGER rulebook_issue_no_update", "DROP TRIGGER rulebook_issue_no_delete"],
}


def upgrade() -> None:
    op.create_table(
        "pack_in_force",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pack", sa.String(length=64), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("departments", sa.JSON(), nullable=False),
        sa.Column("branches", sa.JSON(), nullable=False),
        sa.Column("product_lines", sa.JSON(), nullable=False),
        sa.Column("customers", sa.JSON(), nullable=False),
        sa.Column("put_by_id", sa.Integer(), nullable=True),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("until IS NULL OR until > since", name=op.f("ck_pack_in_force_ends_after_it_began")),
        sa.ForeignKeyConstraint(["put_by_id"], ["staff.id"], name=op.f("fk_pack_in_force_put_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_in_force")),
    )
    with op.batch_alter_table("pack_in_force", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pack_in_force_put_by_id"), ["put_by_id"], unique=False)
        batch_op.create_index("ix_pack_in_force_since", ["since"], unique=False)

    op.create_table(
        "rulebook_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=True),
        sa.Column("pack", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("based_on", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("drafted_by_id", sa.Integer(), nullable=True),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'approved') = (key IS NOT NULL)", name=op.f("ck_rulebook_issue_approved_has_key")
        ),
        sa.CheckConstraint(
            "status = 'draft' OR status = 'withdrawn' OR effective_from IS NOT NULL",
            name=op.f("ck_rulebook_issue_dated"),
        ),
        sa.ForeignKeyConstraint(["drafted_by_id"], ["staff.id"], name=op.f("fk_rulebook_issue_drafted_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rulebook_issue")),
        sa.UniqueConstraint("key", name=op.f("uq_rulebook_issue_key")),
    )
    with op.batch_alter_table("rulebook_issue", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rulebook_issue_drafted_by_id"), ["drafted_by_id"], unique=False)
        batch_op.create_index("ix_rulebook_issue_in_force", ["pack", "status", "effective_from"], unique=False)
        batch_op.create_index("ix_rulebook_issue_status", ["status", "id"], unique=False)

    op.create_table(
        "score_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("every", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("frozen_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_back_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'signed') = (signed_at IS NOT NULL)", name=op.f("ck_score_period_signed_has_time")
        ),
        sa.CheckConstraint(
            "status = 'open' OR frozen_by_id IS NOT NULL", name=op.f("ck_score_period_frozen_by_somebody")
        ),
        sa.ForeignKeyConstraint(["frozen_by_id"], ["staff.id"], name=op.f("fk_score_period_frozen_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_period")),
        sa.UniqueConstraint("first", "every", name=op.f("uq_score_period_first_every")),
    )
    op.create_table(
        "score_target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("measure", sa.String(length=32), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_score_target_aims_at_something")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_score_target_department_id_department")
        ),
        sa.ForeignKeyConstraint(["set_by_id"], ["staff.id"], name=op.f("fk_score_target_set_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_target")),
        sa.UniqueConstraint(
            "measure", "department_id", "since", name=op.f("uq_score_target_measure_department_id_since")
        ),
    )
    with op.batch_alter_table("score_target", schema=None) as batch_op:
        batch_op.create_index("ix_score_target_since", ["measure", "since"], unique=False)
        batch_op.create_index(
            "uq_score_target_of_all",
            ["measure", "since"],
            unique=True,
            sqlite_where=sa.text("department_id IS NULL"),
            postgresql_where=sa.text("department_id IS NULL"),
        )

    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("measure", sa.String(length=32), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("assessed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("assessed_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("points >= 0 AND points <= 10000", name=op.f("ck_assessment_zero_to_hundred")),
        sa.CheckConstraint("staff_id IS NULL OR staff_id <> assessed_by_id", name=op.f("ck_assessment_not_ones_own")),
        sa.ForeignKeyConstraint(["assessed_by_id"], ["staff.id"], name=op.f("fk_assessment_assessed_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_assessment_department_id_department")
        ),
        sa.ForeignKeyConstraint(["period_id"], ["score_period.id"], name=op.f("fk_assessment_period_id_score_period")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_assessment_region_id_region")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_assessment_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("period_id", "subject", "measure", name=op.f("uq_assessment_period_id_subject_measure")),
    )
    op.create_table(
        "rulebook_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("signer_id", sa.Integer(), nullable=True),
        sa.Column("principal_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "(verdict IN ('pending', 'dropped')) = (signer_id IS NULL)",
            name=op.f("ck_rulebook_signature_verdict_has_signer"),
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_rulebook_signature_department_id_department")
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["rulebook_issue.id"], name=op.f("fk_rulebook_signature_issue_id_rulebook_issue")
        ),
        sa.ForeignKeyConstraint(["principal_id"], ["staff.id"], name=op.f("fk_rulebook_signature_principal_id_staff")),
        sa.ForeignKeyConstraint(["signer_id"], ["staff.id"], name=op.f("fk_rulebook_signature_signer_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rulebook_signature")),
    )
    with op.batch_alter_table("rulebook_signature", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rulebook_signature_department_id"), ["department_id"], unique=False)
        batch_op.create_index("ix_rulebook_signature_issue_id", ["issue_id"], unique=False)
        batch_op.create_index("ix_rulebook_signature_signer_id", ["signer_id"], unique=False)
        batch_op.create_index("ix_rulebook_signature_waiting", ["verdict", "role", "id"], unique=False)

    op.create_table(
        "scorecard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("score", sa.BigInteger(), nullable=True),
        sa.Column("rulebook_pack", sa.String(length=64), nullable=False),
        sa.Column("rulebook_issue", sa.String(length=64), nullable=False),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.Column("signs", sa.String(length=32), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(signed_at IS NULL) = (signed_by_id IS NULL)", name=op.f("ck_scorecard_signed_by_somebody")
        ),
        sa.CheckConstraint(
            "signed_by_id IS NULL OR staff_id IS NULL OR signed_by_id <> staff_id",
            name=op.f("ck_scorecard_not_ones_own"),
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_scorecard_department_id_department")
        ),
        sa.ForeignKeyConstraint(["period_id"], ["score_period.id"], name=op.f("fk_scorecard_period_id_score_period")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_scorecard_region_id_region")),
        sa.ForeignKeyConstraint(["signed_by_id"], ["staff.id"], name=op.f("fk_scorecard_signed_by_id_staff")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_scorecard_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scorecard")),
        sa.UniqueConstraint("period_id", "edition", "subject", name=op.f("uq_scorecard_period_id_edition_subject")),
    )
    with op.batch_alter_table("scorecard", schema=None) as batch_op:
        batch_op.create_index("ix_scorecard_department_id", ["department_id", "period_id"], unique=False)
        batch_op.create_index("ix_scorecard_staff_id", ["staff_id", "period_id"], unique=False)

    op.create_table(
        "trial",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("pack", sa.String(length=64), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("tried", sa.String(length=200), nullable=False),
        sa.Column("tried_pack", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("trouble", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("done >= 0 AND done <= total", name=op.f("ck_trial_counts_up")),
        sa.CheckConstraint("first <= last", name=op.f("ck_trial_span_runs_forward")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["staff.id"], name=op.f("fk_trial_asked_by_id_staff")),
        sa.ForeignKeyConstraint(["issue_id"], ["rulebook_issue.id"], name=op.f("fk_trial_issue_id_rulebook_issue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial")),
    )
    with op.batch_alter_table("trial", schema=None) as batch_op:
        batch_op.create_index("ix_trial_asked_by_id", ["asked_by_id", "id"], unique=False)
        batch_op.create_index("ix_trial_issue_id", ["issue_id", "id"], unique=False)

    op.create_table(
        "case_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("demand", sa.String(length=32), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_case_correction_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["staff.id"], name=op.f("fk_case_correction_recorded_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_correction")),
    )
    with op.batch_alter_table("case_correction", schema=None) as batch_op:
        batch_op.create_index("ix_case_correction_complaint_id", ["complaint_id"], unique=False)

    op.create_table(
        "case_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("notice", sa.String(length=32), nullable=False),
        sa.Column("told_to", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("written", sa.Boolean(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_by_id", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_case_notice_complaint_id_complaint")),
        sa.ForeignKeyConstraint(["told_by_id"], ["staff.id"], name=op.f("fk_case_notice_told_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_notice")),
    )
    with op.batch_alter_table("case_notice", schema=None) as batch_op:
        batch_op.create_index("ix_case_notice_complaint_id", ["complaint_id"], unique=False)

    op.create_table(
        "case_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("solution", sa.Text(), nullable=False),
        sa.Column("department", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("carry_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waits_for", sa.String(length=32), nullable=True),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_case_plan_complaint_id_complaint")),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_case_plan_made_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_plan")),
    )
    with op.batch_alter_table("case_plan", schema=None) as batch_op:
        batch_op.create_index("ix_case_plan_complaint_id", ["complaint_id"], unique=False)
        batch_op.create_index("ix_case_plan_waits_for", ["waits_for", "complaint_id"], unique=False)

    op.create_table(
        "case_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("fact", sa.String(length=32), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_case_step_complaint_id_complaint")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["staff.id"], name=op.f("fk_case_step_recorded_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_step")),
    )
    with op.batch_alter_table("case_step", schema=None) as batch_op:
        batch_op.create_index("ix_case_step_complaint_id", ["complaint_id", "fact"], unique=False)

    op.create_table(
        "duty_done",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(length=32), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_by_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_duty_done_complaint_id_complaint")),
        sa.ForeignKeyConstraint(["done_by_id"], ["staff.id"], name=op.f("fk_duty_done_done_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_done")),
        sa.UniqueConstraint("complaint_id", "duty", name=op.f("uq_duty_done_complaint_id_duty")),
    )
    op.create_table(
        "report_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=32), nullable=False),
        sa.Column("contents", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_report_part_complaint_id_complaint")),
        sa.ForeignKeyConstraint(["written_by_id"], ["staff.id"], name=op.f("fk_report_part_written_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_part")),
    )
    with op.batch_alter_table("report_part", schema=None) as batch_op:
        batch_op.create_index("ix_report_part_complaint_id", ["complaint_id"], unique=False)

    op.create_table(
        "scorecard_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=32), nullable=False),
        sa.Column("formula", sa.String(length=32), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=True),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["scorecard.id"], name=op.f("fk_scorecard_part_card_id_scorecard")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scorecard_part")),
    )
    with op.batch_alter_table("scorecard_part", schema=None) as batch_op:
        batch_op.create_index("ix_scorecard_part_card_id", ["card_id"], unique=False)

    op.create_table(
        "time_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("waits_for", sa.String(length=32), nullable=True),
        sa.Column("class_before", sa.String(length=32), nullable=True),
        sa.Column("case_class", sa.String(length=32), nullable=True),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "(event = 'paused') = (waits_for IS NOT NULL)", name=op.f("ck_time_mark_pause_waits_for_something")
        ),
        sa.CheckConstraint(
            "(event = 'reclassed') = (case_class IS NOT NULL)", name=op.f("ck_time_mark_class_is_named")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_time_mark_by_id_staff")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_time_mark_complaint_id_complaint")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_mark")),
    )
    with op.batch_alter_table("time_mark", schema=None) as batch_op:
        batch_op.create_index("ix_time_mark_complaint_id", ["complaint_id"], unique=False)

    op.create_table(
        "trial_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trial_id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("changes", sa.String(length=400), nullable=False),
        sa.Column("decided", sa.String(length=32), nullable=True),
        sa.Column("decides", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_trial_case_complaint_id_complaint")),
        sa.ForeignKeyConstraint(
            ["trial_id"], ["trial.id"], name=op.f("fk_trial_case_trial_id_trial"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial_case")),
        sa.UniqueConstraint("trial_id", "complaint_id", name=op.f("uq_trial_case_trial_id_complaint_id")),
    )
    with op.batch_alter_table("trial_case", schema=None) as batch_op:
        batch_op.create_index("ix_trial_case_complaint_id", ["complaint_id"], unique=False)

    op.create_table(
        "escalation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("clock_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["clock_id"], ["complaint_clock.id"], name=op.f("fk_escalation_clock_id_complaint_clock")
        ),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_escalation_complaint_id_complaint")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
        sa.UniqueConstraint("clock_id", "level", name=op.f("uq_escalation_clock_id_level")),
    )
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.create_index("ix_escalation_complaint_id", ["complaint_id"], unique=False)
        batch_op.create_index("ix_escalation_role", ["role", "clock_id"], unique=False)

    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("clock_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approver", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.CheckConstraint("(status = 'asked') = (decided_at IS NULL)", name=op.f("ck_extension_decided_has_time")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_extension_something_asked")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["staff.id"], name=op.f("fk_extension_asked_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["clock_id"], ["complaint_clock.id"], name=op.f("fk_extension_clock_id_complaint_clock")
        ),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_extension_complaint_id_complaint")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_extension_decided_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
    )
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.create_index("ix_extension_clock_id", ["clock_id"], unique=False)
        batch_op.create_index("ix_extension_complaint_id", ["complaint_id"], unique=False)
        batch_op.create_index("ix_extension_status", ["status", "id"], unique=False)

    op.create_table(
        "plan_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("approver", sa.String(length=32), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_plan_review_complaint_id_complaint")),
        sa.ForeignKeyConstraint(["plan_id"], ["case_plan.id"], name=op.f("fk_plan_review_plan_id_case_plan")),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["staff.id"], name=op.f("fk_plan_review_reviewed_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_review")),
    )
    with op.batch_alter_table("plan_review", schema=None) as batch_op:
        batch_op.create_index("ix_plan_review_complaint_id", ["complaint_id"], unique=False)
        batch_op.create_index("ix_plan_review_plan_id", ["plan_id"], unique=False)

    op.create_table(
        "reward",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("to", sa.String(length=32), nullable=False),
        sa.Column("reward", sa.String(length=64), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("given_for", sa.String(length=128), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("decides", sa.String(length=32), nullable=False),
        sa.Column("clause", sa.String(length=64), nullable=False),
        sa.Column("rulebook_pack", sa.String(length=64), nullable=False),
        sa.Column("rulebook_issue", sa.String(length=64), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paid_by_id", sa.Integer(), nullable=True),
        sa.Column("cost_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(status = 'paid') = (paid_at IS NOT NULL)", name=op.f("ck_reward_paid_has_time")),
        sa.CheckConstraint(
            "(status = 'proposed') = (decided_by_id IS NULL)", name=op.f("ck_reward_decided_by_somebody")
        ),
        sa.CheckConstraint("(complaint_id IS NULL) <> (department_id IS NULL)", name=op.f("ck_reward_to_one")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_reward_nothing_negative")),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name=op.f("ck_reward_decided_by_another")
        ),
        sa.CheckConstraint("paid_by_id IS NULL OR paid_by_id <> decided_by_id", name=op.f("ck_reward_paid_by_another")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_reward_complaint_id_complaint")),
        sa.ForeignKeyConstraint(["cost_id"], ["cost.id"], name=op.f("fk_reward_cost_id_cost")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_reward_decided_by_id_staff")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_reward_department_id_department")),
        sa.ForeignKeyConstraint(["paid_by_id"], ["staff.id"], name=op.f("fk_reward_paid_by_id_staff")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["staff.id"], name=op.f("fk_reward_proposed_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward")),
        sa.UniqueConstraint("given_for", name=op.f("uq_reward_given_for")),
        sa.UniqueConstraint("number", name=op.f("uq_reward_number")),
    )
    with op.batch_alter_table("reward", schema=None) as batch_op:
        batch_op.create_index("ix_reward_complaint_id", ["complaint_id"], unique=False)
        batch_op.create_index("ix_reward_status", ["status", "decides", "id"], unique=False)

    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.add_column(sa.Column("case_class", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("urgent", sa.Boolean(), server_default=sa.text("(false)"), nullable=False))
        batch_op.add_column(sa.Column("service_time", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("service_place", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("persons", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("model", sa.String(length=64), server_default="", nullable=False))
        batch_op.add_column(sa.Column("fault_time", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("proof_of_purchase", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("signed", sa.Boolean(), server_default=sa.text("(false)"), nullable=False))
        batch_op.add_column(sa.Column("truthful", sa.Boolean(), server_default=sa.text("(false)"), nullable=False))
        batch_op.add_column(sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("complaint_clock", schema=None) as batch_op:
        batch_op.add_column(sa.Column("starts", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("province", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("warn_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("escalate_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_complaint_clock_due_at", ["due_at"], unique=False)
        batch_op.create_index("ix_complaint_clock_escalate_at", ["escalate_at"], unique=False)

    with op.batch_alter_table("penalty", schema=None) as batch_op:
        batch_op.add_column(sa.Column("incentive", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("sanction", sa.String(length=32), nullable=True))

    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.add_column(sa.Column("product_line", sa.String(length=64), server_default="", nullable=False))

    with op.batch_alter_table("settlement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("worth", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("holders", sa.JSON(), nullable=True))

    for statement in BY_HAND[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in UNDO[op.get_bind().dialect.name]:
        op.execute(statement)
    with op.batch_alter_table("settlement", schema=None) as batch_op:
        batch_op.drop_column("holders")
        batch_op.drop_column("worth")

    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.drop_column("product_line")

    with op.batch_alter_table("penalty", schema=None) as batch_op:
        batch_op.drop_column("sanction")
        batch_op.drop_column("incentive")

    with op.batch_alter_table("complaint_clock", schema=None) as batch_op:
        batch_op.drop_index("ix_complaint_clock_escalate_at")
        batch_op.drop_index("ix_complaint_clock_due_at")
        batch_op.drop_column("dropped_at")
        batch_op.drop_column("escalate_at")
        batch_op.drop_column("warn_at")
        batch_op.drop_column("province")
        batch_op.drop_column("starts")

    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_column("paused_at")
        batch_op.drop_column("truthful")
        batch_op.drop_column("signed")
        batch_op.drop_column("proof_of_purchase")
        batch_op.drop_column("fault_time")
        batch_op.drop_column("model")
        batch_op.drop_column("persons")
        batch_op.drop_column("service_place")
        batch_op.drop_column("service_time")
        batch_op.drop_column("urgent")
        batch_op.drop_column("case_class")

    with op.batch_alter_table("reward", schema=None) as batch_op:
        batch_op.drop_index("ix_reward_status")
        batch_op.drop_index("ix_reward_complaint_id")

    op.drop_table("reward")
    with op.batch_alter_table("plan_review", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_review_plan_id")
        batch_op.drop_index("ix_plan_review_complaint_id")

    op.drop_table("plan_review")
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.drop_index("ix_extension_status")
        batch_op.drop_index("ix_extension_complaint_id")
        batch_op.drop_index("ix_extension_clock_id")

    op.drop_table("extension")
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.drop_index("ix_escalation_role")
        batch_op.drop_index("ix_escalation_complaint_id")

    op.drop_table("escalation")
    with op.batch_alter_table("trial_case", schema=None) as batch_op:
        batch_op.drop_index("ix_trial_case_complaint_id")

    op.drop_table("trial_case")
    with op.batch_alter_table("time_mark", schema=None) as batch_op:
        batch_op.drop_index("ix_time_mark_complaint_id")

    op.drop_table("time_mark")
    with op.batch_alter_table("scorecard_part", schema=None) as batch_op:
        batch_op.drop_index("ix_scorecard_part_card_id")

    op.drop_table("scorecard_part")
    with op.batch_alter_table("report_part", schema=None) as batch_op:
        batch_op.drop_index("ix_report_part_complaint_id")

    op.drop_table("report_part")
    op.drop_table("duty_done")
    with op.batch_alter_table("case_step", schema=None) as batch_op:
        batch_op.drop_index("ix_case_step_complaint_id")

    op.drop_table("case_step")
    with op.batch_alter_table("case_plan", schema=None) as batch_op:
        batch_op.drop_index("ix_case_plan_waits_for")
        batch_op.drop_index("ix_case_plan_complaint_id")

    op.drop_table("case_plan")
    with op.batch_alter_table("case_notice", schema=None) as batch_op:
        batch_op.drop_index("ix_case_notice_complaint_id")

    op.drop_table("case_notice")
    with op.batch_alter_table("case_correction", schema=None) as batch_op:
        batch_op.drop_index("ix_case_correction_complaint_id")

    op.drop_table("case_correction")
    with op.batch_alter_table("trial", schema=None) as batch_op:
        batch_op.drop_index("ix_trial_issue_id")
        batch_op.drop_index("ix_trial_asked_by_id")

    op.drop_table("trial")
    with op.batch_alter_table("scorecard", schema=None) as batch_op:
        batch_op.drop_index("ix_scorecard_staff_id")
        batch_op.drop_index("ix_scorecard_department_id")

    op.drop_table("scorecard")
    with op.batch_alter_table("rulebook_signature", schema=None) as batch_op:
        batch_op.drop_index("ix_rulebook_signature_waiting")
        batch_op.drop_index("ix_rulebook_signature_signer_id")
        batch_op.drop_index("ix_rulebook_signature_issue_id")
        batch_op.drop_index(batch_op.f("ix_rulebook_signature_department_id"))

    op.drop_table("rulebook_signature")
    op.drop_table("assessment")
    with op.batch_alter_table("score_target", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_score_target_of_all",
            sqlite_where=sa.text("department_id IS NULL"),
            postgresql_where=sa.text("department_id IS NULL"),
        )
        batch_op.drop_index("ix_score_target_since")

    op.drop_table("score_target")
    op.drop_table("score_period")
    with op.batch_alter_table("rulebook_issue", schema=None) as batch_op:
        batch_op.drop_index("ix_rulebook_issue_status")
        batch_op.drop_index("ix_rulebook_issue_in_force")
        batch_op.drop_index(batch_op.f("ix_rulebook_issue_drafted_by_id"))

    op.drop_table("rulebook_issue")
    with op.batch_alter_table("pack_in_force", schema=None) as batch_op:
        batch_op.drop_index("ix_pack_in_force_since")
        batch_op.drop_index(batch_op.f("ix_pack_in_force_put_by_id"))

    op.drop_table("pack_in_force")
