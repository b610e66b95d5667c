import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("forum", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=10)),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("approve_post", "approved a post"),
                            ("trust_author", "let a partner post without waiting"),
                            ("decline_post", "declined a post"),
                            ("hide_post", "hid a post"),
                            ("restore_post", "restored a post"),
                            ("dismiss_reports", "kept a reported post"),
                            ("lock_thread", "locked a thread"),
                            ("unlock_thread", "unlocked a thread"),
                            ("pin_thread", "pinned a thread"),
                            ("unpin_thread", "unpinned a thread"),
                            ("approve_application", "accepted a partner"),
                            ("decline_application", "declined a partner application"),
                            ("publish_change", "published a change"),
                            ("decline_change", "declined a proposed change"),
                            ("apply_update", "updated a change from its source"),
                            ("dismiss_update", "kept a change as it is, although its source says something else"),
                            ("add_source", "added a source of imports"),
                            ("change_source", "changed a source of imports"),
                            ("trust_source", "let a source of imports update changes by itself"),
                            ("distrust_source", "took a source’s trust back"),
                            ("resume_source", "let a source of imports be read again"),
                            ("stop_source", "stopped a source of imports"),
                            ("edit_question", "mended the text of a question"),
                            ("merge_question", "merged a question into another one"),
                            ("hide_question", "hid a question"),
                            ("show_question", "showed a hidden question again"),
                            ("hand_over_question", "handed a question over to its vendor"),
                            ("hide_answer", "hid an official answer"),
                            ("show_answer", "showed a hidden official answer again"),
                        ],
                        max_length=20,
                    ),
                ),
                ("target_kind", models.CharField(max_length=20)),
                ("target_id", models.BigIntegerField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "moderator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["target_kind", "target_id", "id"], name="decision_of_target")],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("spam", "Advertising or spam"),
                            ("unkind", "Unkind to a person"),
                            ("off_topic", "Off topic"),
                            ("confidential", "Confidential or under NDA"),
                            ("illegal", "Illegal"),
                            ("wrong_fact", "States a wrong fact"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("upheld", models.BooleanField(blank=True, null=True)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="forum.post"
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("closed_at", None)), fields=["created_at"], name="report_open")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("post"),
                        models.F("reporter"),
                        condition=models.Q(("closed_at", None)),
                        name="one_open_report_per_person_and_post",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("upheld", None)),
                            models.Q(("closed_at__isnull", False), ("upheld__isnull", False)),
                            _connector="OR",
                        ),
                        name="report_closed_with_an_outcome",
                    ),
                ],
            },
        ),
    ]
