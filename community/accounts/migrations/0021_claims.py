import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0020_what_companies_say"),
    ]

    operations = [
        migrations.CreateModel(
            name="CompanyClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "waiting for a moderator"),
                            ("granted", "granted"),
                            ("declined", "declined"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name="companyclaim",
            name="claimant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="company_claims", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="companyclaim",
            name="company",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="claims", to="accounts.company"
            ),
        ),
        migrations.AddIndex(
            model_name="companyclaim",
            index=models.Index(condition=models.Q(("state", "pending")), fields=["created_at"], name="claim_pending"),
        ),
        migrations.AddConstraint(
            model_name="companyclaim",
            constraint=models.UniqueConstraint(
                models.F("company"),
                models.F("claimant"),
                condition=models.Q(("ended_at", None), models.Q(("state", "declined"), _negated=True)),
                name="one_open_claim_per_company_and_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="companyclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("state", "pending")),
                    models.Q(models.Q(("state", "pending"), _negated=True), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="claim_decided_with_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="companyclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at", None), ("state", "granted"), _connector="OR"), name="only_a_keeper_ends"
            ),
        ),
    ]
