import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0004_numbered_when_published"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ThreadReader",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last_read_number", models.PositiveIntegerField(default=0)),
                (
                    "read_ahead",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("watching", "Watching"), ("normal", "Normal"), ("muted", "Muted")],
                        default="normal",
                        max_length=8,
                    ),
                ),
                ("level_chosen", models.BooleanField(default=False)),
                ("visited_at", models.DateTimeField(blank=True, null=True)),
                ("visited_number", models.PositiveIntegerField(blank=True, null=True)),
                ("before_at", models.DateTimeField(blank=True, null=True)),
                ("before_number", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="threads_read",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readers", to="forum.thread"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["member", "level"], name="reader_of_threads")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("thread"), models.F("member"), name="one_reader_row_per_person_and_thread"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("read_ahead__len__lte", 2000)), name="reader_is_not_ahead_of_everything"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visited_at", None), ("visited_number", None)),
                            models.Q(("visited_at__isnull", False), ("visited_number__isnull", False)),
                            _connector="OR",
                        ),
                        name="thread_visit_has_time_and_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("before_at", None), ("before_number", None)),
                            models.Q(("before_at__isnull", False), ("before_number__isnull", False)),
                            _connector="OR",
                        ),
                        name="thread_visit_before_has_time_and_number",
                    ),
                ],
            },
        ),
    ]
