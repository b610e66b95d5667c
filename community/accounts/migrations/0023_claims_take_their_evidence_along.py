from django.db import migrations


def forget(apps, schema_editor):
    """Going back: what went with a claim goes with nothing when there are none, and it was private."""
    apps.get_model("accounts", "VerificationEvidence").objects.exclude(claim=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0022_evidence_of_claims"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, forget),
    ]
