import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0026_pseudonyms"),
        ("networking", "0004_peer_settings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PeerFollow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followers",
                        to="accounts.company",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="peer_follows",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("company", None), ("person__isnull", False)),
                            models.Q(("company__isnull", False), ("person", None)),
                            _connector="OR",
                        ),
                        name="peer_follow_of_exactly_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("member", models.F("person")), _negated=True),
                        name="nobody_follows_themselves",
                    ),
                    models.UniqueConstraint(
                        models.F("person"), models.F("member"), name="one_follow_per_member_and_person"
                    ),
                    models.UniqueConstraint(
                        models.F("company"), models.F("member"), name="one_follow_per_member_and_company"
                    ),
                ],
            },
        ),
    ]
