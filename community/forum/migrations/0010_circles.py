import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forum", "0009_helpful_posts"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Circle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, validators=[django.core.validators.MinLengthValidator(3)])),
                (
                    "admission",
                    models.CharField(
                        choices=[
                            ("open", "open: whoever wants to joins, and everybody reads along"),
                            ("request", "on request: members see that it exists, its own members read"),
                            ("invitation", "by invitation: only its own members know of it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_reason", models.CharField(blank=True, max_length=500)),
                ("is_withheld", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_withheld", False),
                            models.Q(("hidden_at__isnull", False), ("hidden_reason", "")),
                            _connector="OR",
                        ),
                        name="circle_withheld_is_hidden_without_a_reason",
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="CircleSeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "circle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="forum.circle"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="circle_seats",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("circle"), models.F("person"), name="one_seat_per_circle_and_person"
                    )
                ]
            },
        ),
    ]
