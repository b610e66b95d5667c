import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from community.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0007_rumours_have_sources"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangeRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("edited_at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("is_substantive", models.BooleanField()),
                (
                    "circle",
                    models.CharField(
                        choices=[
                            ("everybody", "everybody"),
                            ("partners", "partners"),
                            ("proposer", "proposer and moderators"),
                            ("moderators", "moderators"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "touched",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None),
                ),
                ("fields", models.JSONField()),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="programs.change"
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("change"), models.F("number"), name="one_revision_per_change_and_number"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RevisionDifference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rows", models.JSONField()),
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="difference",
                        to="programs.changerevision",
                    ),
                ),
            ],
        ),
        append_only("programs_changerevision"),
    ]
