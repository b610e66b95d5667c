import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import community.notifications.models.reminders


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0001_initial"),
        ("programs", "0017_change_dates_filled"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeadlineNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("due", "near"), ("moved", "moved"), ("off", "no longer holds")], max_length=5
                    ),
                ),
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
                ("rung", models.PositiveSmallIntegerField(null=True)),
                ("sequence", models.PositiveIntegerField(null=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deadline_notices",
                        to="programs.change",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Ladder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rungs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=community.notifications.models.reminders.default_rungs,
                        size=None,
                    ),
                ),
                ("of_act_by", models.BooleanField(default=True)),
                ("of_effective", models.BooleanField(default=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("mail", "In the inbox and by mail"),
                            ("inbox", "In the inbox only"),
                            ("off", "Not at all"),
                        ],
                        default="mail",
                        max_length=5,
                    ),
                ),
                ("since", models.DateField(null=True)),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ladder", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("told_on", models.DateField()),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="notifications.deadlinenotice",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="deadlinenotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "due"), ("rung__isnull", False), ("sequence", None), ("was_day", None)),
                    models.Q(
                        ("kind", "moved"), ("rung", None), ("sequence__isnull", False), ("was_day__isnull", False)
                    ),
                    models.Q(("kind", "off"), ("rung", None), ("sequence__isnull", False), ("was_day", None)),
                    _connector="OR",
                ),
                name="deadline_notice_says_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadlinenotice",
            constraint=models.UniqueConstraint(
                models.F("change"),
                models.F("field"),
                models.F("day"),
                models.F("precision"),
                models.F("rung"),
                condition=models.Q(("kind", "due")),
                name="one_notice_per_date_and_rung",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadlinenotice",
            constraint=models.UniqueConstraint(
                models.F("change"),
                models.F("field"),
                models.F("sequence"),
                models.F("was_day"),
                models.F("was_precision"),
                condition=models.Q(("kind", "moved")),
                name="one_notice_per_move",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadlinenotice",
            constraint=models.UniqueConstraint(
                models.F("change"),
                models.F("field"),
                models.F("sequence"),
                models.F("day"),
                models.F("precision"),
                condition=models.Q(("kind", "off")),
                name="one_notice_per_taking_back",
            ),
        ),
        migrations.AddConstraint(
            model_name="ladder",
            constraint=models.CheckConstraint(condition=models.Q(("rungs__len__lte", 8)), name="ladder_of_few_rungs"),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                models.F("notice"), models.F("recipient"), name="one_reminder_per_person_and_notice"
            ),
        ),
    ]
