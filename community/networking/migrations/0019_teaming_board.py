import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0007_changes_hidden"),
        ("tags", "0001_initial"),
        ("networking", "0018_lines_about_rounds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TeamingEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("need", "Need"), ("offer", "Offer")], max_length=5)),
                ("title", models.CharField(max_length=120)),
                ("source", models.TextField(max_length=2000)),
                ("html", models.TextField(editable=False)),
                ("renderer_version", models.PositiveSmallIntegerField(editable=False)),
                (
                    "countries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), blank=True, default=list, size=None
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), blank=True, default=list, size=None
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "terms",
                    models.CharField(
                        choices=[
                            ("share", "share of the revenue"),
                            ("referral", "referral fee"),
                            ("fixed", "fixed price"),
                            ("agree", "to be agreed"),
                        ],
                        default="agree",
                        max_length=8,
                    ),
                ),
                ("terms_note", models.CharField(blank=True, max_length=200)),
                ("posted_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                ("expires_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("taken", "somebody was found"),
                            ("closed", "closed"),
                            ("expired", "expired"),
                        ],
                        default="open",
                        max_length=7,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("alerted_at", models.DateTimeField(blank=True, null=True)),
                ("warned_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                ("is_withheld", models.BooleanField(default=False)),
                ("hidden_reason", models.CharField(blank=True, max_length=500)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="teaming_entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("tags", models.ManyToManyField(related_name="teaming_entries", to="tags.tag")),
                (
                    "vendor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="teaming_entries",
                        to="programs.vendor",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "teaming entries",
            },
        ),
        migrations.CreateModel(
            name="TeamingAlert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reasons", models.JSONField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="teaming_alerts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="alerts", to="networking.teamingentry"
                    ),
                ),
                (
                    "own_entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="networking.teamingentry",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="teamingentry",
            index=models.Index(condition=models.Q(("state", "open")), fields=["-id"], name="teaming_board"),
        ),
        migrations.AddIndex(
            model_name="teamingentry",
            index=django.contrib.postgres.indexes.GinIndex(fields=["countries"], name="teaming_countries"),
        ),
        migrations.AddConstraint(
            model_name="teamingentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), ("starts_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="teaming_entry_period_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="teamingentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("state", "open")),
                    models.Q(models.Q(("state", "open"), _negated=True), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="teaming_entry_ended_unless_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="teamingentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_withheld", False),
                    models.Q(("hidden_at__isnull", False), ("hidden_reason", "")),
                    _connector="OR",
                ),
                name="teaming_entry_withheld_is_hidden_without_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="teamingalert",
            index=models.Index(fields=["person", "made_at"], name="teaming_alert_pace"),
        ),
        migrations.AddConstraint(
            model_name="teamingalert",
            constraint=models.UniqueConstraint(
                models.F("entry"), models.F("person"), name="one_teaming_alert_per_entry_and_person"
            ),
        ),
    ]
