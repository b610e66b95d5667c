from django.db import migrations

# What of a decision is sealed, each value behind its length in bytes: as in community.moderation.queries.chain.
SEALED = """
CREATE FUNCTION moderation_sealed(before text, d moderation_decision) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(
        sha256(convert_to(before || string_agg(octet_length(v) || ':' || v, '' ORDER BY place), 'UTF8')), 'hex'
    )
    FROM unnest(ARRAY[
        d.id::text, d.moderator_id::text, d.role, d.verb, d.target_kind, d.target_id::text, d.reason, d."case",
        to_char(d.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
    ]) WITH ORDINALITY AS parts (v, place)
$$;
"""
# The head is locked until the transaction has ended, so that the chain has no fork; which is why it is locked last.
SEAL = """
CREATE FUNCTION moderation_seal_decision(d moderation_decision) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    head moderation_loghead;
BEGIN
    INSERT INTO moderation_loghead (id, count, hash) VALUES (1, 0, '') ON CONFLICT DO NOTHING;
    SELECT * INTO STRICT head FROM moderation_loghead FOR UPDATE;
    head.count := head.count + 1;
    head.hash := moderation_sealed(head.hash, d);
    INSERT INTO moderation_seal (number, decision_id, hash) VALUES (head.count, d.id, head.hash);
    UPDATE moderation_loghead SET count = head.count, hash = head.hash;
END $$;

CREATE FUNCTION moderation_seal_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM moderation_seal_decision(NEW);
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER moderation_decision_sealed AFTER INSERT ON moderation_decision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION moderation_seal_at_commit();
"""
FORWARD = """
CREATE FUNCTION moderation_head_only_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.id = OLD.id AND NEW.count = OLD.count + 1 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the head of the log only goes forward: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER moderation_loghead_forward BEFORE UPDATE OR DELETE ON moderation_loghead
    FOR EACH ROW EXECUTE FUNCTION moderation_head_only_forward();
CREATE TRIGGER moderation_loghead_never_emptied BEFORE TRUNCATE ON moderation_loghead
    FOR EACH STATEMENT EXECUTE FUNCTION moderation_head_only_forward();
"""
EARLIER = """
DO $$
DECLARE
    d moderation_decision;
BEGIN
    FOR d IN SELECT * FROM moderation_decision ORDER BY id LOOP
        PERFORM moderation_seal_decision(d);
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    """Every decision is sealed when its transaction ends; those that are there already in the order of their ids."""

    dependencies = [("moderation", "0003_seals")]

    operations = [
        migrations.RunSQL(SEALED, "DROP FUNCTION moderation_sealed(text, moderation_decision);"),
        migrations.RunSQL(
            SEAL,
            "DROP TRIGGER moderation_decision_sealed ON moderation_decision;"
            "DROP FUNCTION moderation_seal_at_commit();"
            "DROP FUNCTION moderation_seal_decision(moderation_decision);",
        ),
        migrations.RunSQL(
            FORWARD,
            "DROP TRIGGER moderation_loghead_never_emptied ON moderation_loghead;"
            "DROP TRIGGER moderation_loghead_forward ON moderation_loghead;"
            "DROP FUNCTION moderation_head_only_forward();",
        ),
        migrations.RunSQL(EARLIER, migrations.RunSQL.noop),
    ]
