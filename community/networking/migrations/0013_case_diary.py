import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0027_pseudonyms_stand_for_nobody"),
        ("networking", "0012_contact_map"),
        ("programs", "0007_changes_hidden"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DiaryStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("figures", models.JSONField()),
                ("marks", models.JSONField()),
                ("taken_at", models.DateTimeField()),
                (
                    "vendor",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="diary_step", to="programs.vendor"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120)),
                ("notes", models.TextField(blank=True, max_length=2000)),
                ("opened_at", models.DateTimeField()),
                ("first_reply_at", models.DateTimeField(blank=True, null=True)),
                ("solved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "escalated",
                    models.CharField(
                        choices=[
                            ("no", "not escalated"),
                            ("manager", "through a manager at the vendor"),
                            ("rep", "through a representative here"),
                            ("question", "through a question of many partners"),
                            ("other", "in another way"),
                        ],
                        default="no",
                        max_length=8,
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tickets", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="programs.program",
                    ),
                ),
                (
                    "route",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="networking.contactroute",
                    ),
                ),
                (
                    "vendor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.vendor"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(fields=["member", "-opened_at", "-id"], name="ticket_own"),
        ),
        migrations.AddConstraint(
            model_name="ticket",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_reply_at", None), ("first_reply_at__gte", models.F("opened_at")), _connector="OR"
                ),
                name="ticket_replied_to_after_it_was_opened",
            ),
        ),
        migrations.AddConstraint(
            model_name="ticket",
            constraint=models.CheckConstraint(
                condition=models.Q(("solved_at", None), ("solved_at__gte", models.F("opened_at")), _connector="OR"),
                name="ticket_solved_after_it_was_opened",
            ),
        ),
    ]
