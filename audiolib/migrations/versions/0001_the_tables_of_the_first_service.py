"""The tables of the first service."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "account",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("password_once", sa.Boolean(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("login"),
    )
    op.create_table(
        "auditentry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("hash"),
    )
    op.create_index(op.f("ix_auditentry_at"), "auditentry", ["at"], unique=False)
    op.create_table(
        "audithead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name="one_row"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "boardcolumn",
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("wip_limit", sa.Integer(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('requested', 'rights', 'scan', 'images', 'ocr', 'text', 'structure', 'lexicon', 'narration', 'listening', 'package', 'validate', 'publish', 'in_use', 'cancelled')",
            name="state_is_known",
        ),
        sa.PrimaryKeyConstraint("state"),
    )
    op.create_table(
        "branch",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="province", nullable=False),
        sa.CheckConstraint(
            "kind IN ('national', 'province', 'district', 'commune', 'school')",
            name="kind_is_known",
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_table(
        "collection",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("titles", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_table(
        "contributor",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("born", sa.Integer(), nullable=True),
        sa.Column("died", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_contributor_folded"), "contributor", ["folded"], unique=False)
    op.create_index(op.f("ix_contributor_name"), "contributor", ["name"], unique=False)
    op.create_table(
        "keptanswer",
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("actor", "key"),
    )
    op.create_index(op.f("ix_keptanswer_at"), "keptanswer", ["at"], unique=False)
    op.create_table(
        "loginattempt",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_loginattempt_at"), "loginattempt", ["at"], unique=False)
    op.create_index(op.f("ix_loginattempt_origin"), "loginattempt", ["origin"], unique=False)
    op.create_index(op.f("ix_loginattempt_who"), "loginattempt", ["who"], unique=False)
    op.create_table(
        "marrakeshapproval",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("document_digest", sa.Text(), nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.CheckConstraint("until IS NULL OR until > approved_on", name="ends_after_it_begins"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    op.create_table(
        "partner",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), server_default="authorised", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("formats", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('authorised', 'school', 'home')", name="kind_is_known"),
        sa.CheckConstraint("until IS NULL OR until > agreed_on", name="ends_after_it_begins"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "playing",
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column(
            "heard_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("reader", "device"),
    )
    op.create_table(
        "series",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("title"),
    )
    op.create_table(
        "subject",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("scheme", "term"),
    )
    op.create_table(
        "workerloss",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("job_id", sa.BigInteger(), nullable=False),
        sa.Column("worker_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_workerloss_job_id"), "workerloss", ["job_id"], unique=False)
    op.create_table(
        "apitoken",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("partner_id", sa.BigInteger(), nullable=True),
        sa.Column("branch_id", sa.BigInteger(), nullable=True),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scopes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(account_id IS NULL) <> (partner_id IS NULL)", name="one_owner"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index(op.f("ix_apitoken_account_id"), "apitoken", ["account_id"], unique=False)
    op.create_index(op.f("ix_apitoken_branch_id"), "apitoken", ["branch_id"], unique=False)
    op.create_index(op.f("ix_apitoken_created_by"), "apitoken", ["created_by"], unique=False)
    op.create_index(op.f("ix_apitoken_partner_id"), "apitoken", ["partner_id"], unique=False)
    op.create_table(
        "branchspan",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("via", postgresql.ARRAY(sa.BigInteger()), server_default="{}", nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("until IS NULL OR until > since", name="ends_after_it_begins"),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["by"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["parent_id"], ["branch.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_branchspan_branch_id"), "branchspan", ["branch_id"], unique=False)
    op.create_index(op.f("ix_branchspan_by"), "branchspan", ["by"], unique=False)
    op.create_index(op.f("ix_branchspan_parent_id"), "branchspan", ["parent_id"], unique=False)
    op.create_table(
        "branchsuccession",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("successor_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('merged', 'split')", name="kind_is_known"),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["by"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["successor_id"], ["branch.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_branchsuccession_branch_id"), "branchsuccession", ["branch_id"], unique=False
    )
    op.create_index(op.f("ix_branchsuccession_by"), "branchsuccession", ["by"], unique=False)
    op.create_index(
        op.f("ix_branchsuccession_successor_id"), "branchsuccession", ["successor_id"], unique=False
    )
    op.create_table(
        "errand",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("subject", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("job_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("ended", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(ended = '') = (ended_at IS NULL)", name="ended_has_a_moment"),
        sa.CheckConstraint("ended IN ('', 'done', 'stopped', 'failed')", name="ended_is_known"),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["by"], ["account.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_errand_branch_id"), "errand", ["branch_id"], unique=False)
    op.create_index(op.f("ix_errand_by"), "errand", ["by"], unique=False)
    op.create_index(op.f("ix_errand_ended_at"), "errand", ["ended_at"], unique=False)
    op.create_index(
        "ix_errand_open",
        "errand",
        ["step", "subject"],
        unique=True,
        postgresql_where=sa.text("ended = ''"),
    )
    op.create_table(
        "patron",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("card_number", sa.Text(), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("guardian_id", sa.BigInteger(), nullable=True),
        sa.Column("guardian_name", sa.Text(), nullable=False),
        sa.Column("guardian_contact", sa.Text(), nullable=False),
        sa.Column("reader_key", sa.Text(), nullable=False),
        sa.Column("source_number", sa.Text(), nullable=True),
        sa.Column("interface", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="active", nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("card_issued_on", sa.Date(), nullable=False),
        sa.Column("issued_online", sa.Boolean(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("state IN ('active', 'suspended', 'closed')", name="state_is_known"),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["guardian_id"], ["patron.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("card_number"),
        sa.UniqueConstraint("reader_key"),
        sa.UniqueConstraint("source_number"),
    )
    op.create_index(op.f("ix_patron_branch_id"), "patron", ["branch_id"], unique=False)
    op.create_index(op.f("ix_patron_folded"), "patron", ["folded"], unique=False)
    op.create_index(op.f("ix_patron_guardian_id"), "patron", ["guardian_id"], unique=False)
    op.create_table(
        "recordfile",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("blob", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("change", sa.Boolean(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("state", sa.Text(), server_default="new", nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("unknown", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('new', 'looked', 'entering', 'in', 'leaving', 'back')", name="state_is_known"
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["by"], ["account.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_recordfile_branch_id"), "recordfile", ["branch_id"], unique=False)
    op.create_index(op.f("ix_recordfile_by"), "recordfile", ["by"], unique=False)
    op.create_table(
        "rightspolicy",
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("policy", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("version"),
    )
    op.create_index(
        op.f("ix_rightspolicy_decided_by"), "rightspolicy", ["decided_by"], unique=False
    )
    op.create_table(
        "work",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("subtitle", sa.Text(), nullable=False),
        sa.Column("sort_title", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("genre", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), server_default="general", nullable=False),
        sa.Column("age_from", sa.Integer(), nullable=True),
        sa.Column("age_to", sa.Integer(), nullable=True),
        sa.Column("first_published", sa.Integer(), nullable=True),
        sa.Column("print_extent", sa.Text(), nullable=False),
        sa.Column("series_id", sa.BigInteger(), nullable=True),
        sa.Column("series_number", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("rights_status", sa.Text(), server_default="orphan_or_unknown", nullable=False),
        sa.Column("accessibility", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("marc", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "audience IN ('general', 'children', 'young', 'study')", name="audience_is_known"
        ),
        sa.CheckConstraint(
            "rights_status IN ('public_domain', 'open_licence', 'licensed', 'own_work', 'marrakesh', 'orphan_or_unknown', 'staff_only', 'withdrawn')",
            name="rights_status_is_known",
        ),
        sa.CheckConstraint("age_to IS NULL OR age_from <= age_to", name="ages_in_order"),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_work_branch_id"), "work", ["branch_id"], unique=False)
    op.create_index(op.f("ix_work_published_at"), "work", ["published_at"], unique=False)
    op.create_index(op.f("ix_work_rights_status"), "work", ["rights_status"], unique=False)
    op.create_index(op.f("ix_work_series_id"), "work", ["series_id"], unique=False)
    op.create_index(op.f("ix_work_sort_title"), "work", ["sort_title"], unique=False)
    op.create_table(
        "beneficiary",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("patron_id", sa.BigInteger(), nullable=True),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("verified_by", sa.BigInteger(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "method IN ('certificate', 'association', 'doctor', 'librarian', 'school')",
            name="method_is_known",
        ),
        sa.CheckConstraint(
            "expires_on IS NULL OR expires_on > seen_on", name="ends_after_it_begins"
        ),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["verified_by"], ["account.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_beneficiary_patron_id"), "beneficiary", ["patron_id"], unique=False)
    op.create_index(
        op.f("ix_beneficiary_verified_by"), "beneficiary", ["verified_by"], unique=False
    )
    op.create_table(
        "cardapplication",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("guardian_name", sa.Text(), nullable=False),
        sa.Column("guardian_contact", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("consent_text", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="new", nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("checked_by", sa.BigInteger(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("patron_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "state IN ('new', 'checked', 'approved', 'refused')", name="state_is_known"
        ),
        sa.CheckConstraint(
            "approved_by IS NULL OR approved_by <> checked_by", name="two_people_decide"
        ),
        sa.ForeignKeyConstraint(["approved_by"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["checked_by"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("receipt"),
    )
    op.create_index(
        op.f("ix_cardapplication_approved_by"), "cardapplication", ["approved_by"], unique=False
    )
    op.create_index(
        op.f("ix_cardapplication_branch_id"), "cardapplication", ["branch_id"], unique=False
    )
    op.create_index(
        op.f("ix_cardapplication_checked_by"), "cardapplication", ["checked_by"], unique=False
    )
    op.create_index(op.f("ix_cardapplication_folded"), "cardapplication", ["folded"], unique=False)
    op.create_index(
        op.f("ix_cardapplication_patron_id"), "cardapplication", ["patron_id"], unique=False
    )
    op.create_index(op.f("ix_cardapplication_state"), "cardapplication", ["state"], unique=False)
    op.create_table(
        "carer",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("carer_id", sa.BigInteger(), nullable=False),
        sa.Column("patron_id", sa.BigInteger(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("linked_by", sa.BigInteger(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "evidence IN ('family', 'written', 'home', 'court')", name="evidence_is_known"
        ),
        sa.CheckConstraint("carer_id <> patron_id", name="nobody_cares_for_themselves"),
        sa.CheckConstraint("until IS NULL OR until > since", name="ends_after_it_begins"),
        sa.ForeignKeyConstraint(["carer_id"], ["patron.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["linked_by"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_carer_carer_id"), "carer", ["carer_id"], unique=False)
    op.create_index(op.f("ix_carer_linked_by"), "carer", ["linked_by"], unique=False)
    op.create_index(op.f("ix_carer_patron_id"), "carer", ["patron_id"], unique=False)
    op.create_table(
        "careract",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("carer_id", sa.BigInteger(), nullable=True),
        sa.Column("patron_id", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["carer_id"], ["patron.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_careract_at"), "careract", ["at"], unique=False)
    op.create_index(op.f("ix_careract_carer_id"), "careract", ["carer_id"], unique=False)
    op.create_index(op.f("ix_careract_patron_id"), "careract", ["patron_id"], unique=False)
    op.create_index(op.f("ix_careract_work_id"), "careract", ["work_id"], unique=False)
    op.create_table(
        "collectionwork",
        sa.Column("collection_id", sa.BigInteger(), nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["collection_id"], ["collection.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("collection_id", "work_id"),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("patron_id", sa.BigInteger(), nullable=True),
        sa.Column("given_by", sa.BigInteger(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("text_version", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column(
            "given_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["given_by"], ["patron.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_consent_given_by"), "consent", ["given_by"], unique=False)
    op.create_index(op.f("ix_consent_patron_id"), "consent", ["patron_id"], unique=False)
    op.create_table(
        "contribution",
        sa.Column("work_id", sa.BigInteger(), nullable=False),
        sa.Column("contributor_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contributor_id"], ["contributor.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("work_id", "contributor_id", "role"),
    )
    op.create_table(
        "demand",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=True),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_demand_branch_id"), "demand", ["branch_id"], unique=False)
    op.create_index(op.f("ix_demand_work_id"), "demand", ["work_id"], unique=False)
    op.create_table(
        "exchange",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("partner_id", sa.BigInteger(), nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("bag_digest", sa.Text(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("direction IN ('sent', 'received')", name="direction_is_known"),
        sa.ForeignKeyConstraint(["by"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_exchange_by"), "exchange", ["by"], unique=False)
    op.create_index(op.f("ix_exchange_partner_id"), "exchange", ["partner_id"], unique=False)
    op.create_index(op.f("ix_exchange_work_id"), "exchange", ["work_id"], unique=False)
    op.create_table(
        "identifier",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "value", name="identifier_is_one_work_s"),
    )
    op.create_index(op.f("ix_identifier_work_id"), "identifier", ["work_id"], unique=False)
    op.create_table(
        "knowndevice",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("patron_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.CheckConstraint("(account_id IS NULL) <> (patron_id IS NULL)", name="one_person"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index(op.f("ix_knowndevice_account_id"), "knowndevice", ["account_id"], unique=False)
    op.create_index(op.f("ix_knowndevice_patron_id"), "knowndevice", ["patron_id"], unique=False)
    op.create_table(
        "lawfulaccess",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "kind IN ('purchase', 'deposit', 'loan', 'gift', 'exchange')", name="kind_is_known"
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_lawfulaccess_recorded_by"), "lawfulaccess", ["recorded_by"], unique=False
    )
    op.create_index(op.f("ix_lawfulaccess_work_id"), "lawfulaccess", ["work_id"], unique=False)
    op.create_table(
        "loginsession",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("patron_id", sa.BigInteger(), nullable=True),
        sa.Column("acting_for", sa.BigInteger(), nullable=True),
        sa.Column("csrf", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(account_id IS NULL) <> (patron_id IS NULL)", name="one_person"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["acting_for"], ["patron.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index(
        op.f("ix_loginsession_account_id"), "loginsession", ["account_id"], unique=False
    )
    op.create_index(
        op.f("ix_loginsession_acting_for"), "loginsession", ["acting_for"], unique=False
    )
    op.create_index(
        op.f("ix_loginsession_expires_at"), "loginsession", ["expires_at"], unique=False
    )
    op.create_index(op.f("ix_loginsession_patron_id"), "loginsession", ["patron_id"], unique=False)
    op.create_table(
        "mediumloan",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("posted", sa.Boolean(), nullable=False),
        sa.Column("patron_id", sa.BigInteger(), nullable=True),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("given_by", sa.BigInteger(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), server_default="out", nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("wiped", sa.Boolean(), nullable=False),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("(state = 'out') = (ended_on IS NULL)", name="what_ended_has_a_day"),
        sa.CheckConstraint("kind IN ('usb', 'sd', 'cd')", name="kind_is_known"),
        sa.CheckConstraint("state IN ('out', 'returned', 'lost')", name="state_is_known"),
        sa.CheckConstraint("due_on >= given_on", name="due_after_given"),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["ended_by"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["given_by"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_mediumloan_branch_id"), "mediumloan", ["branch_id"], unique=False)
    op.create_index(op.f("ix_mediumloan_ended_by"), "mediumloan", ["ended_by"], unique=False)
    op.create_index(op.f("ix_mediumloan_given_by"), "mediumloan", ["given_by"], unique=False)
    op.create_index(op.f("ix_mediumloan_label"), "mediumloan", ["label"], unique=False)
    op.create_index(op.f("ix_mediumloan_patron_id"), "mediumloan", ["patron_id"], unique=False)
    op.create_index(op.f("ix_mediumloan_state"), "mediumloan", ["state"], unique=False)
    op.create_table(
        "posting",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("posted_by", sa.BigInteger(), nullable=True),
        sa.Column(
            "posted_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("down_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("down_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("down_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["down_by"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["posted_by"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel", "address", name="one_posting_an_address"),
    )
    op.create_index(op.f("ix_posting_down_asked_at"), "posting", ["down_asked_at"], unique=False)
    op.create_index(op.f("ix_posting_down_by"), "posting", ["down_by"], unique=False)
    op.create_index(op.f("ix_posting_posted_by"), "posting", ["posted_by"], unique=False)
    op.create_index(op.f("ix_posting_work_id"), "posting", ["work_id"], unique=False)
    op.create_table(
        "recordmark",
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["recordfile.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("file_id", "mark"),
    )
    op.create_table(
        "recordrow",
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="looked", nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=True),
        sa.Column("like_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("faults", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("state IN ('looked', 'in', 'back', 'kept')", name="state_is_known"),
        sa.ForeignKeyConstraint(["file_id"], ["recordfile.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("file_id", "number"),
    )
    op.create_index("ix_recordrow_act", "recordrow", ["file_id", "act", "number"], unique=False)
    op.create_index("ix_recordrow_work", "recordrow", ["work_id"], unique=False)
    op.create_table(
        "rightsdecision",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("policy_version", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("author_died", sa.Integer(), nullable=True),
        sa.Column("first_published", sa.Integer(), nullable=True),
        sa.Column("protected_until", sa.Date(), nullable=True),
        sa.Column("exemption", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("contract", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("commercially_available", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=False),
        sa.Column(
            "decided_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("reviewed_by", sa.BigInteger(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('public_domain', 'open_licence', 'licensed', 'own_work', 'marrakesh', 'orphan_or_unknown', 'staff_only', 'withdrawn')",
            name="status_is_known",
        ),
        sa.CheckConstraint("reviewed_by IS NULL OR reviewed_by <> decided_by", name="two_people"),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["policy_version"],
            ["rightspolicy.version"],
        ),
        sa.ForeignKeyConstraint(["reviewed_by"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_rightsdecision_decided_by"), "rightsdecision", ["decided_by"], unique=False
    )
    op.create_index(
        op.f("ix_rightsdecision_reviewed_by"), "rightsdecision", ["reviewed_by"], unique=False
    )
    op.create_index(op.f("ix_rightsdecision_work_id"), "rightsdecision", ["work_id"], unique=False)
    op.create_table(
        "withdrawal",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column(
            "received_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_withdrawal_decided_by"), "withdrawal", ["decided_by"], unique=False)
    op.create_index(op.f("ix_withdrawal_work_id"), "withdrawal", ["work_id"], unique=False)
    op.create_table(
        "workindex",
        sa.Column("work_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("heads", postgresql.TSVECTOR(), nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("work_id"),
    )
    op.create_index(
        "work_index_heads", "workindex", ["heads"], unique=False, postgresql_using="gin"
    )
    op.create_index(
        "work_index_text",
        "workindex",
        ["text"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"text": "gin_trgm_ops"},
    )
    op.create_index(
        "work_index_title",
        "workindex",
        ["title"],
        unique=False,
        postgresql_ops={"title": "text_pattern_ops"},
    )
    op.create_index(
        "work_index_words", "workindex", ["words"], unique=False, postgresql_using="gin"
    )
    op.create_table(
        "worksubject",
        sa.Column("work_id", sa.BigInteger(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("work_id", "subject_id"),
    )
    op.create_table(
        "carddevice",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("patron_id", sa.BigInteger(), nullable=False),
        sa.Column("device_hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["token_hash"], ["loginsession.token_hash"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index(op.f("ix_carddevice_device_hash"), "carddevice", ["device_hash"], unique=False)
    op.create_index(op.f("ix_carddevice_patron_id"), "carddevice", ["patron_id"], unique=False)
    op.create_table(
        "demandvote",
        sa.Column("demand_id", sa.BigInteger(), nullable=False),
        sa.Column("patron_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("demand_id", "patron_id"),
    )
    op.create_table(
        "production",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=False),
        sa.Column("demand_id", sa.BigInteger(), nullable=True),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("voice", sa.Text(), nullable=False),
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), server_default="requested", nullable=False),
        sa.Column("mode", sa.Text(), server_default="wait", nullable=False),
        sa.Column("service", sa.Text(), server_default="standard", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assigned_to", sa.BigInteger(), nullable=True),
        sa.Column("blocked", sa.Text(), nullable=False),
        sa.Column("job_id", sa.BigInteger(), nullable=True),
        sa.Column("record", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("mode IN ('wait', 'do')", name="mode_is_known"),
        sa.CheckConstraint(
            "service IN ('expedite', 'fixed_date', 'standard', 'intangible')",
            name="service_is_known",
        ),
        sa.CheckConstraint("source IN ('scan', 'file', 'recording')", name="source_is_known"),
        sa.CheckConstraint(
            "state IN ('requested', 'rights', 'scan', 'images', 'ocr', 'text', 'structure', 'lexicon', 'narration', 'listening', 'package', 'validate', 'publish', 'in_use', 'cancelled')",
            name="state_is_known",
        ),
        sa.ForeignKeyConstraint(["assigned_to"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
    )
    op.create_index(op.f("ix_production_assigned_to"), "production", ["assigned_to"], unique=False)
    op.create_index(op.f("ix_production_branch_id"), "production", ["branch_id"], unique=False)
    op.create_index(op.f("ix_production_created_by"), "production", ["created_by"], unique=False)
    op.create_index(op.f("ix_production_demand_id"), "production", ["demand_id"], unique=False)
    op.create_index(op.f("ix_production_state"), "production", ["state"], unique=False)
    op.create_index(op.f("ix_production_work_id"), "production", ["work_id"], unique=False)
    op.create_table(
        "defect",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("production_id", sa.BigInteger(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("heard", sa.Text(), nullable=False),
        sa.Column("found_by", sa.BigInteger(), nullable=False),
        sa.Column(
            "found_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("mended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["found_by"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["production_id"], ["production.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_defect_found_by"), "defect", ["found_by"], unique=False)
    op.create_index(op.f("ix_defect_production_id"), "defect", ["production_id"], unique=False)
    op.create_table(
        "floorevent",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("production_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("actor_role", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=False),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), server_default="wait", nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("reader_groups", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "kind IN ('move', 'block', 'unblock', 'assign', 'defect', 'rework', 'cancel')",
            name="kind_is_known",
        ),
        sa.CheckConstraint("mode IN ('wait', 'do')", name="mode_is_known"),
        sa.CheckConstraint(
            "to_state IN ('requested', 'rights', 'scan', 'images', 'ocr', 'text', 'structure', 'lexicon', 'narration', 'listening', 'package', 'validate', 'publish', 'in_use', 'cancelled')",
            name="to_state_is_known",
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["production_id"], ["production.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_floorevent_actor_id"), "floorevent", ["actor_id"], unique=False)
    op.create_index(op.f("ix_floorevent_branch_id"), "floorevent", ["branch_id"], unique=False)
    op.create_index(
        op.f("ix_floorevent_production_id"), "floorevent", ["production_id"], unique=False
    )
    op.create_index(op.f("ix_floorevent_to_state"), "floorevent", ["to_state"], unique=False)
    op.create_table(
        "grant",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("production_id", sa.BigInteger(), nullable=True),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("undertaking_on", sa.Date(), nullable=True),
        sa.Column("undertaking_version", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "role <> 'volunteer' OR (production_id IS NOT NULL AND section <> '')",
            name="a_volunteer_has_one_section",
        ),
        sa.CheckConstraint(
            "role IN ('clerk', 'editor', 'listener', 'volunteer', 'librarian', 'manager', 'admin')",
            name="role_is_known",
        ),
        sa.CheckConstraint("until IS NULL OR until > since", name="ends_after_it_begins"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["production_id"], ["production.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_grant_account_id"), "grant", ["account_id"], unique=False)
    op.create_index(op.f("ix_grant_branch_id"), "grant", ["branch_id"], unique=False)
    op.create_index(op.f("ix_grant_production_id"), "grant", ["production_id"], unique=False)
    op.create_table(
        "heard",
        sa.Column("production_id", sa.BigInteger(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("heard", sa.Text(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["production_id"], ["production.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("production_id", "phrase"),
    )
    op.create_index(op.f("ix_heard_account_id"), "heard", ["account_id"], unique=False)
    op.create_table(
        "lexiconentry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("production_id", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("grapheme", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("ipa", sa.Text(), nullable=False),
        sa.Column("forms", sa.Boolean(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(alias = '') <> (ipa = '')", name="alias_or_ipa"),
        sa.CheckConstraint("(scope = 'book') = (production_id IS NOT NULL)", name="book_has_one"),
        sa.CheckConstraint("scope IN ('book', 'library', 'global')", name="scope_is_known"),
        sa.ForeignKeyConstraint(["by"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["production_id"], ["production.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_lexiconentry_by"), "lexiconentry", ["by"], unique=False)
    op.create_index(
        op.f("ix_lexiconentry_production_id"), "lexiconentry", ["production_id"], unique=False
    )
    op.create_index("lexiconentry_word", "lexiconentry", ["language", "grapheme"], unique=False)
    op.create_table(
        "page",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("production_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("image", sa.Text(), nullable=False),
        sa.Column("clean", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("dpi", sa.Integer(), nullable=False),
        sa.Column("rotation", sa.Integer(), nullable=False),
        sa.Column("preview", sa.Text(), nullable=False),
        sa.Column("whole", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("seen", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("faults", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("accepted", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("alto", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["production_id"], ["production.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "production_id",
            "number",
            deferrable=True,
            initially="DEFERRED",
            name="page_has_one_place",
        ),
    )
    op.create_index(op.f("ix_page_production_id"), "page", ["production_id"], unique=False)
    op.create_table(
        "progress",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("production_id", sa.BigInteger(), nullable=True),
        sa.Column("errand_id", sa.BigInteger(), nullable=True),
        sa.Column("job_id", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column(
            "began_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column(
            "told_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("failed", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("num_nonnulls(production_id, errand_id) = 1", name="is_of_one_thing"),
        sa.ForeignKeyConstraint(["errand_id"], ["errand.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["production_id"], ["production.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("errand_id"),
        sa.UniqueConstraint("production_id"),
    )
    op.create_table(
        "release",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("production_id", sa.BigInteger(), nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sound", sa.Text(), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("voice_kind", sa.Text(), nullable=False),
        sa.Column("narrators", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("voice_public", sa.Boolean(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.Integer(), nullable=False),
        sa.Column("accessibility", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("released_by", sa.BigInteger(), nullable=True),
        sa.Column(
            "released_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("errors = 0", name="nothing_faulty_is_released"),
        sa.CheckConstraint("voice_public OR NOT public", name="public_voices_only"),
        sa.ForeignKeyConstraint(["production_id"], ["production.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["released_by"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("production_id", "text", "sound", name="nothing_is_released_twice"),
    )
    op.create_index(op.f("ix_release_production_id"), "release", ["production_id"], unique=False)
    op.create_index(op.f("ix_release_released_by"), "release", ["released_by"], unique=False)
    op.create_index(op.f("ix_release_work_id"), "release", ["work_id"], unique=False)
    op.create_table(
        "suggestion",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("production_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("edit", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.BigInteger(), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["production_id"], ["production.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["settled_by"], ["account.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_suggestion_author_id"), "suggestion", ["author_id"], unique=False)
    op.create_index(
        op.f("ix_suggestion_production_id"), "suggestion", ["production_id"], unique=False
    )
    op.create_index(op.f("ix_suggestion_settled_by"), "suggestion", ["settled_by"], unique=False)
    op.create_table(
        "textversion",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("production_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("edits", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["production_id"], ["production.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("production_id", "number", name="version_is_one"),
    )
    op.create_index(op.f("ix_textversion_author_id"), "textversion", ["author_id"], unique=False)
    op.create_index(
        op.f("ix_textversion_production_id"), "textversion", ["production_id"], unique=False
    )
    op.create_table(
        "upload",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("production_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("refused", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("received <= length", name="no_more_than_announced"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["production_id"], ["production.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token"),
    )
    op.create_index(op.f("ix_upload_account_id"), "upload", ["account_id"], unique=False)
    op.create_index(op.f("ix_upload_expires_at"), "upload", ["expires_at"], unique=False)
    op.create_index(op.f("ix_upload_production_id"), "upload", ["production_id"], unique=False)
    op.create_table(
        "wordplace",
        sa.Column("production_id", sa.BigInteger(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["production_id"], ["production.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("production_id", "phrase", "word"),
    )
    op.create_index("wordplace_word", "wordplace", ["language", "word"], unique=False)
    op.create_table(
        "package",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("release_id", "format", name="one_package_a_format"),
    )
    op.create_index(op.f("ix_package_digest"), "package", ["digest"], unique=False)
    op.create_index(op.f("ix_package_release_id"), "package", ["release_id"], unique=False)
    op.create_table(
        "track",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("sections", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("release_id", "number", name="one_track_a_number"),
    )
    op.create_index(op.f("ix_track_digest"), "track", ["digest"], unique=False)
    op.create_index(op.f("ix_track_release_id"), "track", ["release_id"], unique=False)
    op.create_table(
        "wordreport",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("production_id", sa.BigInteger(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("patron_id", sa.BigInteger(), nullable=True),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("entry_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("healed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["entry_id"], ["lexiconentry.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["patron_id"], ["patron.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["production_id"], ["production.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_wordreport_account_id"), "wordreport", ["account_id"], unique=False)
    op.create_index(op.f("ix_wordreport_entry_id"), "wordreport", ["entry_id"], unique=False)
    op.create_index(op.f("ix_wordreport_patron_id"), "wordreport", ["patron_id"], unique=False)
    op.create_index(
        op.f("ix_wordreport_production_id"), "wordreport", ["production_id"], unique=False
    )
    op.create_table(
        "accesscopy",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("package_id", sa.BigInteger(), nullable=False),
        sa.Column("reader_key", sa.Text(), nullable=False),
        sa.Column("partner_id", sa.BigInteger(), nullable=True),
        sa.Column("branch_id", sa.BigInteger(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("policy_version", sa.Text(), nullable=False),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["package_id"], ["package.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    op.create_index(op.f("ix_accesscopy_branch_id"), "accesscopy", ["branch_id"], unique=False)
    op.create_index(op.f("ix_accesscopy_package_id"), "accesscopy", ["package_id"], unique=False)
    op.create_index(op.f("ix_accesscopy_partner_id"), "accesscopy", ["partner_id"], unique=False)
    op.create_index(op.f("ix_accesscopy_reader_key"), "accesscopy", ["reader_key"], unique=False)
    op.create_table(
        "bag",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("partner_id", sa.BigInteger(), nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=False),
        sa.Column("package_id", sa.BigInteger(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("copy_number", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column(
            "asked_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("packed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["account.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["package_id"], ["package.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("partner_id", "package_id"),
    )
    op.create_index(op.f("ix_bag_by"), "bag", ["by"], unique=False)
    op.create_index(op.f("ix_bag_digest"), "bag", ["digest"], unique=False)
    op.create_index(op.f("ix_bag_package_id"), "bag", ["package_id"], unique=False)
    op.create_index(op.f("ix_bag_partner_id"), "bag", ["partner_id"], unique=False)
    op.create_index(op.f("ix_bag_work_id"), "bag", ["work_id"], unique=False)
    op.create_table(
        "mediumtitle",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("loan_id", sa.BigInteger(), nullable=False),
        sa.Column("package_id", sa.BigInteger(), nullable=False),
        sa.Column("copy_number", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["loan_id"], ["mediumloan.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["package_id"], ["package.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("loan_id", "package_id", name="a_package_once_a_medium"),
    )
    op.create_index(op.f("ix_mediumtitle_loan_id"), "mediumtitle", ["loan_id"], unique=False)
    op.create_index(op.f("ix_mediumtitle_package_id"), "mediumtitle", ["package_id"], unique=False)
