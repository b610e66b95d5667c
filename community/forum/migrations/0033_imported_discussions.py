import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Where threads, posts and people of other communities come from, and the runs that brought them."""

    dependencies = [
        ("accounts", "0004_people_of_elsewhere"),
        ("forum", "0032_images"),
    ]

    operations = [
        migrations.CreateModel(
            name="DiscussionSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True)),
                ("url", models.URLField(blank=True, max_length=500)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="DiscussionImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("format", models.CharField(max_length=20)),
                ("file", models.CharField(max_length=200)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("report", models.JSONField(default=dict)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="imports", to="forum.discussionsource"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportedPerson",
            fields=[
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="imported",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="people", to="forum.discussionsource"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "imported people",
                "constraints": [
                    models.UniqueConstraint(models.F("source"), models.F("key"), name="person_imported_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedPost",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="imported",
                        serialize=False,
                        to="forum.post",
                    ),
                ),
                ("key", models.CharField(max_length=250)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="forum.discussionsource"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("source"), models.F("key"), name="post_imported_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedThread",
            fields=[
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="imported",
                        serialize=False,
                        to="forum.thread",
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                ("url", models.URLField(blank=True, max_length=1000)),
                ("licence", models.CharField(blank=True, max_length=120)),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="threads", to="forum.discussionsource"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("source"), models.F("key"), name="thread_imported_once")
                ],
            },
        ),
    ]
