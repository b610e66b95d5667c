from django.db import migrations

# Whatever the record says, and when it began to say so, for the figures about the vendor.
WRITE = """
CREATE FUNCTION programs_change_write_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR (NEW.vendor_id, NEW.kind, NEW.publication, NEW.state, NEW.announced_on,
        NEW.announced_precision, NEW.effective_on, NEW.effective_precision) IS DISTINCT FROM (OLD.vendor_id, OLD.kind,
        OLD.publication, OLD.state, OLD.announced_on, OLD.announced_precision, OLD.effective_on, OLD.effective_precision)
    THEN
        INSERT INTO programs_historyentry (change_id, vendor_id, kind, publication, state, announced_on,
            announced_precision, effective_on, effective_precision, written_at)
        VALUES (NEW.id, NEW.vendor_id, NEW.kind, NEW.publication, NEW.state, NEW.announced_on,
            NEW.announced_precision, NEW.effective_on, NEW.effective_precision, now());
    END IF;
    RETURN NULL;
END $$;
"""
TRIGGER = (
    "CREATE TRIGGER programs_change_history AFTER INSERT OR UPDATE ON programs_change"
    " FOR EACH ROW EXECUTE FUNCTION programs_change_write_history();"
)


class Migration(migrations.Migration):
    dependencies = [("programs", "0003_questions_frozen")]

    operations = [
        migrations.RunSQL(
            sql=[WRITE, TRIGGER],
            reverse_sql=[
                "DROP TRIGGER programs_change_history ON programs_change;",
                "DROP FUNCTION programs_change_write_history();",
            ],
        ),
    ]
