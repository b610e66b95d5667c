import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0021_claims"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="verificationevidence",
            name="evidence_goes_with_one_request",
        ),
        migrations.AddField(
            model_name="verificationevidence",
            name="claim",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="accounts.companyclaim",
            ),
        ),
        migrations.AddConstraint(
            model_name="verificationevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("application__isnull", False), ("claim", None), ("hat_request", None)),
                    models.Q(("application", None), ("claim", None), ("hat_request__isnull", False)),
                    models.Q(("application", None), ("claim__isnull", False), ("hat_request", None)),
                    _connector="OR",
                ),
                name="evidence_goes_with_one_request",
            ),
        ),
    ]
