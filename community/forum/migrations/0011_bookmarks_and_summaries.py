import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0010_thread_readers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("remind_on", models.DateField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bookmarks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bookmarks", to="forum.post"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["member", "-id"], name="bookmarks_of_member"),
                    models.Index(
                        condition=models.Q(("remind_on__isnull", False), ("reminded_at", None)),
                        fields=["remind_on"],
                        name="bookmark_to_remind_of",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("post"), models.F("member"), name="one_bookmark_per_person_and_post"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reminded_at", None), ("remind_on__isnull", False), _connector="OR"),
                        name="bookmark_reminded_of_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Summary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("source", models.TextField(blank=True, max_length=4000)),
                ("html", models.TextField(blank=True, editable=False)),
                ("renderer_version", models.PositiveSmallIntegerField(editable=False)),
                ("written_at", models.DateTimeField()),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="summaries", to="forum.thread"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "summaries",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("thread"), models.F("number"), name="one_summary_of_a_thread_per_number"
                    )
                ],
            },
        ),
    ]
