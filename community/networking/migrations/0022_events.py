import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0021_groups"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, validators=[django.core.validators.MinLengthValidator(3)])),
                ("text", models.TextField(max_length=4000)),
                ("text_html", models.TextField(editable=False)),
                ("renderer_version", models.PositiveSmallIntegerField(editable=False)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("zone", models.CharField(max_length=64)),
                ("place", models.CharField(blank=True, max_length=300)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("link", models.URLField(blank=True, max_length=300)),
                (
                    "capacity",
                    models.PositiveIntegerField(
                        blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)]
                    ),
                ),
                ("open_until", models.DateTimeField(blank=True, null=True)),
                ("planned_at", models.DateTimeField(auto_now_add=True)),
                ("form_key", models.UUIDField(editable=False, null=True)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("revised_at", models.DateTimeField()),
                ("moved_at", models.DateTimeField()),
                (
                    "last_reminder",
                    models.CharField(
                        blank=True,
                        choices=[("", "none"), ("day", "a day before"), ("hour", "an hour before")],
                        max_length=4,
                    ),
                ),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_reason", models.CharField(blank=True, max_length=300)),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_reason", models.CharField(blank=True, max_length=500)),
                ("is_withheld", models.BooleanField(default=False)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="events", to="networking.group"
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="events_planned",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("going", "comes"), ("waiting", "waits for a place"), ("no", "does not come")],
                        max_length=7,
                    ),
                ),
                ("is_shown", models.BooleanField(default=True)),
                ("since", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attendances", to="networking.event"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["starts_at", "id"], name="event_by_day"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["group", "starts_at"], name="event_of_group"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(
                models.F("planned_by"),
                models.F("form_key"),
                condition=models.Q(("form_key__isnull", False)),
                name="one_event_per_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="event_ends_after_it_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("link", ""), ("place", ""), _negated=True), name="event_is_somewhere"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity", None), ("capacity__gte", 1), _connector="OR"), name="event_has_a_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_withheld", False),
                    models.Q(("hidden_at__isnull", False), ("hidden_reason", "")),
                    _connector="OR",
                ),
                name="event_withheld_is_hidden_without_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                models.F("event"), models.F("person"), name="one_attendance_per_event_and_person"
            ),
        ),
    ]
