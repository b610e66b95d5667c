import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0009_helpful_posts"),
        ("networking", "0009_conversations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HelpAsk",
            fields=[
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="help_ask",
                        serialize=False,
                        to="forum.thread",
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("people_found", models.PositiveSmallIntegerField(default=0)),
                ("has_others", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="HelpOffer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reasons", models.JSONField()),
                ("offered_at", models.DateTimeField()),
                ("place", models.PositiveSmallIntegerField()),
                ("counts_until", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("accepted", "I am on it"), ("passed", "Pass"), ("not_me", "Not me")],
                        max_length=8,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="help_offers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="help_offers", to="forum.thread"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("thread"), models.F("person"), name="one_offer_per_thread_and_person"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (models.F("person"), "="),
                            (models.F("place"), "="),
                            (
                                models.Func(
                                    models.F("offered_at"),
                                    models.F("counts_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    function="tstzrange",
                                    output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="two_offers_a_week",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place__in", [1, 2])), name="offer_takes_one_of_two_places"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None)),
                            models.Q(("answer__in", ["accepted", "passed", "not_me"]), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="offer_answered_at_some_time",
                    ),
                ],
            },
        ),
    ]
