from django.db import migrations

# The dates of the changes that are there already; each step after the first one counts as a move.
FILL = """
INSERT INTO programs_changedate
    (change_id, field, day, precision, was_precision, state, is_removed, sequence, moved_at)
SELECT c.id, dates.field, dates.day, dates.precision, 'unknown', c.state, false,
    GREATEST((SELECT count(*) FROM programs_changestep s WHERE s.change_id = c.id) - 1, 0), c.moved_at
FROM programs_change c
CROSS JOIN LATERAL (VALUES
    ('act_by', c.act_by_on, c.act_by_precision),
    ('effective', c.effective_on, c.effective_precision)
) AS dates (field, day, precision)
WHERE dates.day IS NOT NULL
ON CONFLICT (change_id, field) DO NOTHING;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0016_change_dates_kept")]

    operations = [migrations.RunSQL(FILL, "DELETE FROM programs_changedate;")]
