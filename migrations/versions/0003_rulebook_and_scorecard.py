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
        "rulebook_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("signer_id", sa.Integer(), nullable=True),
        sa.Column("principal_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
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

    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.add_column(sa.Column("product_line", sa.String(length=64), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.drop_column("product_line")

    with op.batch_alter_table("rulebook_signature", schema=None) as batch_op:
        batch_op.drop_index("ix_rulebook_signature_waiting")
        batch_op.drop_index("ix_rulebook_signature_signer_id")
        batch_op.drop_index("ix_rulebook_signature_issue_id")
        batch_op.drop_index(batch_op.f("ix_rulebook_signature_department_id"))

    op.drop_table("rulebook_signature")
    with op.batch_alter_table("rulebook_issue", schema=None) as batch_op:
        batch_op.drop_index("ix_rulebook_issue_status")
        batch_op.drop_index("ix_rulebook_issue_in_force")
        batch_op.drop_index(batch_op.f("ix_rulebook_issue_drafted_by_id"))

    op.drop_table("rulebook_issue")
    with op.batch_alter_table("pack_in_force", schema=None) as batch_op:
        batch_op.drop_index("ix_pack_in_force_since")
        batch_op.drop_index(batch_op.f("ix_pack_in_force_put_by_id"))

    op.drop_table("pack_in_force")
