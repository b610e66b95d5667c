import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0016_vouches"),
    ]

    operations = [
        migrations.AddField(
            model_name="verificationevidence",
            name="application",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="accounts.partnerapplication",
            ),
        ),
        migrations.AlterField(
            model_name="verificationevidence",
            name="hat_request",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="accounts.hatrequest",
            ),
        ),
        migrations.AddConstraint(
            model_name="verificationevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(application=None, hat_request__isnull=False)
                | models.Q(application__isnull=False, hat_request=None),
                name="evidence_goes_with_one_request",
            ),
        ),
    ]
