import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0014_playbooks_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nonce", models.CharField(max_length=43, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_address",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ChangeDate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "field",
                    models.CharField(choices=[("act_by", "Act by"), ("effective", "In force from")], max_length=10),
                ),
                ("day", models.DateField()),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("quarter", "to the quarter"),
                            ("unknown", "not known"),
                        ],
                        max_length=8,
                    ),
                ),
                ("was_day", models.DateField(null=True)),
                (
                    "was_precision",
                    models.CharField(
                        choices=[
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("quarter", "to the quarter"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("rumoured", "Rumoured"),
                            ("announced", "Announced"),
                            ("confirmed", "Confirmed"),
                            ("in_force", "In force"),
                            ("postponed", "Postponed"),
                            ("softened", "Softened"),
                            ("withdrawn", "Withdrawn"),
                            ("superseded", "Superseded"),
                            ("open", "Open incident"),
                            ("resolved", "Resolved"),
                        ],
                        max_length=12,
                    ),
                ),
                ("is_removed", models.BooleanField(default=False)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("moved_at", models.DateTimeField()),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dates", to="programs.change"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["day"], name="change_date_day")],
                "constraints": [
                    models.UniqueConstraint(models.F("change"), models.F("field"), name="one_date_per_change_and_field")
                ],
            },
        ),
    ]
