from django.db import migrations

# To begin with; moderators change them on their page.
FIRST = {
    "decline_post": [
        ("Advertising", "This advertises. Describe what worked for you instead, and name your own interest in it."),
        (
            "Confidential",
            "It quotes something confidential. Say what it means for partners without quoting it, and send it again.",
        ),
        (
            "Off topic",
            "It does not belong to this thread. Start one of your own with a title that says what it is about.",
        ),
        ("No facts", "Nobody can act on it yet. Add what happened, when, and with which program, and send it again."),
    ],
    "hide_post": [
        ("Unkind", "It attacks a person. Write about the matter, and say what you would change."),
        ("Confidential", "It quotes something confidential. You may write again what it means without quoting it."),
        ("Advertising", "This advertises, which this community keeps out of its threads."),
    ],
    "decline_application": [
        ("Company not found", "We could not verify the company. Apply again with a web page that names it and you."),
        ("Private address", "Apply again from an address of your company, so that we can see that you work there."),
    ],
    "decline_change": [
        ("No source", "A record needs a source that others can read. Propose it again with one, or as a rumour."),
        ("Recorded already", "This change is recorded already. Add what is missing in its discussion."),
    ],
    "hide_question": [
        ("Asked already", "The same was asked before. Sign that question, so that it counts with yours."),
        ("No question to a vendor", "A vendor cannot answer this. Ask it in the discussion of the change."),
    ],
}


def write(apps, schema_editor):
    ReasonTemplate = apps.get_model("moderation", "ReasonTemplate")
    for kind, rows in FIRST.items():
        for position, (title, text) in enumerate(rows):
            ReasonTemplate.objects.get_or_create(kind=kind, title=title, defaults={"text": text, "position": position})


class Migration(migrations.Migration):
    dependencies = [("moderation", "0009_reason_templates")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
