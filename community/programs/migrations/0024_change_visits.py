import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What a member has seen of a change, and when."""

    dependencies = [
        ("programs", "0023_saved_searches"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangeVisit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last_visit_at", models.DateTimeField()),
                ("facts", models.JSONField()),
                ("before_at", models.DateTimeField(blank=True, null=True)),
                ("facts_before", models.JSONField(blank=True, null=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="visits", to="programs.change"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="change_visits",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("member"), models.F("change"), name="one_visit_row_per_person_and_change"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(before_at=None, facts_before=None)
                        | models.Q(before_at__isnull=False, facts_before__isnull=False),
                        name="visit_before_has_day_and_facts",
                    ),
                ],
            },
        ),
    ]
