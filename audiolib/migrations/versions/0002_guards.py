"""What the database itself refuses, whoever asks: books in the wrong hands, history rewritten."""

from collections.abc import Sequence

from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# The newest decision that counts: one that makes a work public wants a second person.
COUNTING = """
CREATE FUNCTION counting_decision(of_work bigint) RETURNS rightsdecision
LANGUAGE sql VOLATILE AS $$
    SELECT * FROM rightsdecision
    WHERE work_id = of_work
      AND (status NOT IN ('public_domain', 'open_licence', 'own_work') OR reviewed_by IS NOT NULL)
    ORDER BY id DESC LIMIT 1
$$;
CREATE FUNCTION may_be_public(of_work bigint) RETURNS boolean
LANGUAGE sql VOLATILE AS $$
    SELECT coalesce((
        SELECT d.reviewed_by IS NOT NULL AND (
            d.status IN ('public_domain', 'open_licence', 'own_work')
            OR (d.status = 'licensed' AND d.contract -> 'channels' <> '[]')
        )
        FROM counting_decision(of_work) AS d
    ), false)
$$;
"""

# Every reader of a decision that writes a public row locks the work against a decision made at
# the same moment, and the other way round; each statement then sees what was committed before.
PUBLIC = """
CREATE FUNCTION release_is_lawful() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.public THEN
        PERFORM 1 FROM work WHERE id = NEW.work_id FOR SHARE;
        IF NOT may_be_public(NEW.work_id) THEN
            RAISE EXCEPTION 'work % may not be public', NEW.work_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'release_is_lawful';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER release_is_lawful BEFORE INSERT OR UPDATE ON release
    FOR EACH ROW EXECUTE FUNCTION release_is_lawful();

CREATE FUNCTION package_is_lawful() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.public THEN
        PERFORM 1 FROM release WHERE id = NEW.release_id AND public FOR SHARE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'release % is not public', NEW.release_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'package_is_lawful';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER package_is_lawful BEFORE INSERT OR UPDATE ON package
    FOR EACH ROW EXECUTE FUNCTION package_is_lawful();

CREATE FUNCTION packages_follow_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE package SET public = false WHERE release_id = NEW.id AND public;
    RETURN NULL;
END $$;
CREATE TRIGGER packages_follow_release AFTER UPDATE ON release
    FOR EACH ROW WHEN (OLD.public AND NOT NEW.public)
    EXECUTE FUNCTION packages_follow_release();

CREATE FUNCTION releases_follow_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM work WHERE id = NEW.work_id FOR NO KEY UPDATE;
    IF NOT may_be_public(NEW.work_id) THEN
        UPDATE release SET public = false WHERE work_id = NEW.work_id AND public;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER releases_follow_decision AFTER INSERT OR UPDATE ON rightsdecision
    FOR EACH ROW EXECUTE FUNCTION releases_follow_decision();
"""

# Judged when the transaction ends, so that rows may be written in any order.
AGREEMENT = """
CREATE FUNCTION status_is_decided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_work bigint := CASE TG_TABLE_NAME WHEN 'work' THEN (to_jsonb(NEW) ->> 'id')::bigint
                      ELSE (to_jsonb(NEW) ->> 'work_id')::bigint END;
    decided text := coalesce((SELECT status FROM counting_decision(of_work)), 'orphan_or_unknown');
BEGIN
    PERFORM 1 FROM work WHERE id = of_work AND rights_status <> decided;
    IF FOUND THEN
        RAISE EXCEPTION 'the rights of work % are decided as %', of_work, decided
            USING ERRCODE = 'check_violation', CONSTRAINT = 'status_is_decided';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER status_is_decided AFTER INSERT ON work
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.rights_status <> 'orphan_or_unknown')
    EXECUTE FUNCTION status_is_decided();
CREATE CONSTRAINT TRIGGER status_stays_decided AFTER UPDATE ON work
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.rights_status <> NEW.rights_status)
    EXECUTE FUNCTION status_is_decided();
CREATE CONSTRAINT TRIGGER decision_is_written AFTER INSERT OR UPDATE ON rightsdecision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION status_is_decided();

CREATE FUNCTION release_is_of_its_work() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM release JOIN production ON production.id = release.production_id
        WHERE production.work_id <> release.work_id
          AND (release.id, 'release') = (NEW.id, TG_TABLE_NAME)
           OR production.work_id <> release.work_id
          AND (production.id, 'production') = (NEW.id, TG_TABLE_NAME);
    IF FOUND THEN
        RAISE EXCEPTION '% % and its work differ', TG_TABLE_NAME, NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'release_is_of_its_work';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER release_is_of_its_work AFTER INSERT OR UPDATE ON release
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION release_is_of_its_work();
CREATE CONSTRAINT TRIGGER production_is_of_its_work AFTER UPDATE ON production
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.work_id <> NEW.work_id)
    EXECUTE FUNCTION release_is_of_its_work();
"""

# Rows are added; what may change is said column by column, and nothing goes before the policy's
# time for it is over.
HISTORY = """
CREATE FUNCTION days_kept(what text, otherwise int) RETURNS interval LANGUAGE sql STABLE AS $$
    SELECT make_interval(days => coalesce((
        SELECT (policy -> 'retention' ->> what)::int FROM rightspolicy
        WHERE since <= current_date ORDER BY since DESC, created_at DESC LIMIT 1
    ), otherwise))
$$;

CREATE FUNCTION history_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := to_jsonb(OLD);
    becomes jsonb := to_jsonb(NEW);
    changed text[] := ARRAY(
        SELECT key FROM jsonb_each(was) WHERE TG_OP = 'UPDATE' AND value <> becomes -> key
    );
    -- A day of grace for the clock of the machine that asks.
    old_enough boolean := (was ->> 'at')::timestamptz < now() + '1 day' - CASE TG_TABLE_NAME
        WHEN 'auditentry' THEN days_kept('audit', 730)
        WHEN 'floorevent' THEN days_kept('named_floor_events', 730)
    END;
BEGIN
    CASE TG_OP || ' ' || TG_TABLE_NAME
        WHEN 'DELETE auditentry' THEN
            IF old_enough THEN RETURN OLD; END IF;
        WHEN 'UPDATE floorevent' THEN
            IF changed <@ '{actor_id}' AND becomes -> 'actor_id' = 'null' AND old_enough
                THEN RETURN NEW; END IF;
        WHEN 'UPDATE accesscopy' THEN
            IF changed <@ '{reader_key}' AND becomes ->> 'reader_key' = '' THEN RETURN NEW; END IF;
        WHEN 'UPDATE rightsdecision' THEN
            IF changed <@ '{reviewed_by,reviewed_at}' AND was -> 'reviewed_by' = 'null'
                AND becomes -> 'reviewed_by' <> 'null' AND becomes -> 'reviewed_at' <> 'null'
                THEN RETURN NEW; END IF;
        ELSE NULL;
    END CASE;
    IF TG_OP = 'UPDATE' AND changed = '{}' THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'rows of % are added, and stay', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'history_is_kept';
END $$;
"""

KEPT = ("floorevent", "auditentry", "rightsdecision", "accesscopy")
FUNCTIONS = (
    "history_is_kept()",
    "days_kept(text, int)",
    "release_is_of_its_work()",
    "status_is_decided()",
    "releases_follow_decision()",
    "packages_follow_release()",
    "package_is_lawful()",
    "release_is_lawful()",
    "may_be_public(bigint)",
    "counting_decision(bigint)",
)


def upgrade() -> None:
    for statements in (COUNTING, PUBLIC, AGREEMENT, HISTORY):
        op.execute(statements)
    for table in KEPT:
        for name, when, each in (
            ("history_is_kept", "UPDATE OR DELETE", "ROW"),
            ("history_is_not_emptied", "TRUNCATE", "STATEMENT"),
        ):
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {when} ON {table}"
                f" FOR EACH {each} EXECUTE FUNCTION history_is_kept()"
            )


def downgrade() -> None:
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {function} CASCADE")
