from django.db import migrations

# What has been sent stays as it was sent: its text, its number, the day and the companies that stood behind it.
FROZEN = """
CREATE FUNCTION programs_question_keep_what_was_sent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number <> OLD.number OR NEW.change_id <> OLD.change_id OR OLD.sent_on IS NOT NULL AND (
        NEW.text <> OLD.text OR NEW.sent_on IS DISTINCT FROM OLD.sent_on OR NEW.sent_with <> OLD.sent_with
        OR NEW.calendar <> OLD.calendar
    ) THEN
        RAISE EXCEPTION 'question_sent_is_frozen' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
TRIGGER = (
    "CREATE TRIGGER programs_question_frozen BEFORE UPDATE ON programs_question"
    " FOR EACH ROW EXECUTE FUNCTION programs_question_keep_what_was_sent();"
)


class Migration(migrations.Migration):
    dependencies = [("programs", "0002_append_only")]

    operations = [
        migrations.RunSQL(
            sql=[FROZEN, TRIGGER],
            reverse_sql=[
                "DROP TRIGGER programs_question_frozen ON programs_question;",
                "DROP FUNCTION programs_question_keep_what_was_sent();",
            ],
        ),
    ]
