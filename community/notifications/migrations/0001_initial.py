import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import community.notifications.models.reminders


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("activity", "0001_initial"),
        ("programs", "0001_initial"),
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
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "due"), ("rung__isnull", False), ("sequence", None), ("was_day", None)),
                            models.Q(
                                ("kind", "moved"),
                                ("rung", None),
                                ("sequence__isnull", False),
                                ("was_day__isnull", False),
                            ),
                            models.Q(("kind", "off"), ("rung", None), ("sequence__isnull", False), ("was_day", None)),
                            _connector="OR",
                        ),
                        name="deadline_notice_says_one_thing",
                    ),
                    models.UniqueConstraint(
                        models.F("change"),
                        models.F("field"),
                        models.F("day"),
                        models.F("precision"),
                        models.F("rung"),
                        condition=models.Q(("kind", "due")),
                        name="one_notice_per_date_and_rung",
                    ),
                    models.UniqueConstraint(
                        models.F("change"),
                        models.F("field"),
                        models.F("sequence"),
                        models.F("was_day"),
                        models.F("was_precision"),
                        condition=models.Q(("kind", "moved")),
                        name="one_notice_per_move",
                    ),
                    models.UniqueConstraint(
                        models.F("change"),
                        models.F("field"),
                        models.F("sequence"),
                        models.F("day"),
                        models.F("precision"),
                        condition=models.Q(("kind", "off")),
                        name="one_notice_per_taking_back",
                    ),
                ],
            },
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
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("rungs__len__lte", 8)), name="ladder_of_few_rungs")
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                ("mail_due_at", models.DateTimeField(blank=True, null=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notifications",
                        to="activity.activity",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notifications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["recipient", "-id"], name="notification_inbox"),
                    models.Index(
                        condition=models.Q(("read_at", None)), fields=["recipient"], name="notification_unread"
                    ),
                    models.Index(
                        condition=models.Q(("mail_due_at__isnull", False), ("mailed_at", None)),
                        fields=["recipient"],
                        name="notification_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("recipient"), models.F("activity"), name="one_notification_per_person_and_activity"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(max_length=20)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("mail", "In the inbox and by mail"),
                            ("inbox", "In the inbox only"),
                            ("off", "Not at all"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preferences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("member", "topic"), name="one_preference_per_member_and_topic"),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["mail", "inbox", "off"])),
                        name="preference_of_a_known_channel",
                    ),
                ],
            },
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
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("notice"), models.F("recipient"), name="one_reminder_per_person_and_notice"
                    )
                ],
            },
        ),
    ]
