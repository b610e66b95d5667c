import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0025_company_programs_shown"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveBigIntegerField()),
                ("label", models.CharField(max_length=60)),
                ("letter", models.CharField(blank=True, max_length=2)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="user",
            name="imported_people_only_stand_for_somebody",
        ),
        migrations.AddField(
            model_name="user",
            name="face_count",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="user",
            name="is_face",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("email__isnull", False), ("imported_from", "")),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("email", None),
                        ("imported_from", ""),
                        ("is_active", False),
                        ("role", "member"),
                    ),
                    models.Q(
                        models.Q(("imported_from", ""), _negated=True),
                        ("email", None),
                        ("is_active", False),
                        ("role", "member"),
                        ("trusted_at", None),
                    ),
                    ("is_face", True),
                    _connector="OR",
                ),
                name="imported_people_only_stand_for_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_face", False),
                    models.Q(
                        ("about", ""),
                        ("closed_at", None),
                        ("email", None),
                        ("face_count", 0),
                        ("imported_from", ""),
                        ("is_active", False),
                        ("last_login", None),
                        ("role", "member"),
                        ("scope_count", 0),
                        ("title", ""),
                        ("trusted_at", None),
                    ),
                    _connector="OR",
                ),
                name="face_says_nothing_of_its_person",
            ),
        ),
        migrations.AddField(
            model_name="mask",
            name="face",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="mask",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="mask",
            constraint=models.UniqueConstraint(
                models.F("person"), models.F("place"), name="one_face_per_person_and_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="mask",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", models.F("face")), _negated=True), name="nobody_is_their_own_face"
            ),
        ),
    ]
