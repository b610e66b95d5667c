from django.db import migrations


def stand_for_nobody(apps, schema_editor):
    """Backwards: faces become stand-ins as those of imported posts; whose they were goes with the table of masks."""
    apps.get_model("accounts", "User").objects.filter(is_face=True).update(is_face=False, imported_from="a pseudonym")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0026_pseudonyms"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, stand_for_nobody),
    ]
