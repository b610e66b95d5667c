import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What somebody has begun to write, one row for each member and place."""

    dependencies = [
        ("forum", "0023_tallies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(blank=True, max_length=255)),
                ("source", models.TextField(blank=True, max_length=32000)),
                ("rest", models.JSONField(blank=True, default=dict)),
                ("replaced", models.TextField(blank=True, max_length=32000)),
                ("form_key", models.UUIDField(blank=True, null=True)),
                ("saved_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="forum.thread",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forum.post",
                    ),
                ),
                (
                    "edits",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forum.post",
                    ),
                ),
                (
                    "declined_post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="forum.post",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["member", "-saved_at"], name="draft_of_member")],
                "constraints": [
                    models.UniqueConstraint(
                        "member",
                        "thread",
                        "parent",
                        "edits",
                        name="one_draft_per_member_and_place",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(parent=None) | models.Q(thread__isnull=False, edits=None),
                        name="draft_answers_in_a_thread",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(edits=None) | models.Q(thread__isnull=False),
                        name="draft_edits_in_a_thread",
                    ),
                ],
            },
        ),
    ]
