import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("programs", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="hat",
            name="vendor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="hats", to="programs.vendor"
            ),
        ),
        migrations.AddField(
            model_name="hat",
            name="wearer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="hats", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="company",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="accounts.company"
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="user",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="membership", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="partnerapplication",
            name="applicant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="applications", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="personalfacets",
            name="facets_changed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="personalfacets",
            name="member",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="personal_facets", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.UniqueConstraint(
                models.F("email_domain"),
                condition=models.Q(("email_domain", ""), _negated=True),
                name="one_company_per_email_domain",
            ),
        ),
        migrations.AddConstraint(
            model_name="hat",
            constraint=models.UniqueConstraint(
                models.F("wearer"),
                models.F("vendor"),
                condition=models.Q(("doffed_at", None)),
                name="one_hat_per_person_and_vendor",
            ),
        ),
        migrations.AddIndex(
            model_name="partnerapplication",
            index=models.Index(
                condition=models.Q(("state", "pending")), fields=["created_at"], name="application_pending"
            ),
        ),
        migrations.AddConstraint(
            model_name="partnerapplication",
            constraint=models.UniqueConstraint(
                models.F("applicant"),
                condition=models.Q(("state", "pending")),
                name="one_pending_application_per_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="partnerapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("state", "pending")),
                    models.Q(models.Q(("state", "pending"), _negated=True), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="application_decided_with_a_date",
            ),
        ),
    ]
