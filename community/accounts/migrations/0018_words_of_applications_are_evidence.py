from django.db import migrations


def move_out(apps, schema_editor):
    """What an applicant wrote for moderators goes where it can be removed."""
    evidence = apps.get_model("accounts", "VerificationEvidence").objects
    for application in apps.get_model("accounts", "PartnerApplication").objects.exclude(message=""):
        made = evidence.create(owner_id=application.applicant_id, application=application, text=application.message)
        evidence.filter(pk=made.pk).update(given_at=application.created_at)


def move_back(apps, schema_editor):
    for one in apps.get_model("accounts", "VerificationEvidence").objects.exclude(application=None):
        one.application.message = one.text
        one.application.save(update_fields=["message"])
        one.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0017_evidence_of_applications"),
    ]

    operations = [
        migrations.RunPython(move_out, move_back),
    ]
