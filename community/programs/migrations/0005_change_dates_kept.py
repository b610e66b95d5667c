from django.db import migrations

# A row for each date of a change. Whatever moves a date or the state raises the sequence.
KEEP = """
CREATE FUNCTION keep_change_dates() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    known record;
BEGIN
    FOR known IN
        SELECT * FROM (VALUES
            ('act_by', NEW.act_by_on, NEW.act_by_precision),
            ('effective', NEW.effective_on, NEW.effective_precision)
        ) AS dates (field, day, precision)
    LOOP
        IF known.day IS NULL THEN
            UPDATE programs_changedate
            SET is_removed = true, sequence = sequence + 1, moved_at = GREATEST(moved_at, NEW.moved_at)
            WHERE change_id = NEW.id AND field = known.field AND NOT is_removed;
        ELSE
            INSERT INTO programs_changedate AS kept
                (change_id, field, day, precision, was_precision, state, is_removed, sequence, moved_at)
            VALUES (NEW.id, known.field, known.day, known.precision, 'unknown', NEW.state, false, 0, NEW.moved_at)
            ON CONFLICT (change_id, field) DO UPDATE SET
                was_day = CASE WHEN (kept.day, kept.precision) = (EXCLUDED.day, EXCLUDED.precision)
                    THEN kept.was_day ELSE kept.day END,
                was_precision = CASE WHEN (kept.day, kept.precision) = (EXCLUDED.day, EXCLUDED.precision)
                    THEN kept.was_precision ELSE kept.precision END,
                day = EXCLUDED.day,
                precision = EXCLUDED.precision,
                state = EXCLUDED.state,
                is_removed = false,
                sequence = kept.sequence + 1,
                moved_at = GREATEST(kept.moved_at, EXCLUDED.moved_at)
            WHERE (kept.day, kept.precision, kept.state, kept.is_removed)
                IS DISTINCT FROM (EXCLUDED.day, EXCLUDED.precision, EXCLUDED.state, false);
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER programs_change_dates_kept
    AFTER INSERT OR UPDATE OF act_by_on, act_by_precision, effective_on, effective_precision, state ON programs_change
    FOR EACH ROW EXECUTE FUNCTION keep_change_dates();
"""
FORGET = """
DROP TRIGGER programs_change_dates_kept ON programs_change;
DROP FUNCTION keep_change_dates();
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0004_vendor_history")]

    operations = [migrations.RunSQL(KEEP, FORGET)]
