import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import community.accounts.handles


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Hat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("granted_at", models.DateTimeField()),
                ("doffed_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="PartnerApplication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("company_name", models.CharField(max_length=80, verbose_name="company")),
                ("website", models.URLField(blank=True, verbose_name="web site")),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                (
                    "size",
                    models.CharField(
                        choices=[
                            ("1", "1 person"),
                            ("2-10", "2–10 people"),
                            ("11-50", "11–50 people"),
                            ("51-250", "51–250 people"),
                            ("251+", "more than 250 people"),
                        ],
                        max_length=8,
                        verbose_name="people in the company",
                    ),
                ),
                ("message", models.TextField(max_length=1000, verbose_name="how we can check this")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "waiting for a moderator"),
                            ("approved", "approved"),
                            ("declined", "declined"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="PersonalFacets",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "size",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "1 person"),
                            ("2-10", "2–10 people"),
                            ("11-50", "11–50 people"),
                            ("51-250", "51–250 people"),
                            ("251+", "more than 250 people"),
                        ],
                        max_length=8,
                        verbose_name="size",
                    ),
                ),
                ("roles", models.JSONField(blank=True, default=list)),
                (
                    "countries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), blank=True, default=list, size=None
                    ),
                ),
                ("facets_changed_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name_plural": "personal facets",
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, null=True, verbose_name="e-mail")),
                (
                    "handle",
                    models.CharField(
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9][a-z0-9_-]{2,19}\\Z",
                                "Write 3 to 20 small letters a–z, digits, - or _. Begin with a letter or a digit.",
                            ),
                            django.core.validators.MaxLengthValidator(20),
                            community.accounts.handles.refuse_reserved,
                        ],
                        verbose_name="handle",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("title", models.CharField(blank=True, max_length=80, verbose_name="what you do")),
                ("about", models.CharField(blank=True, max_length=300, verbose_name="about you")),
                (
                    "role",
                    models.CharField(
                        choices=[("member", "Member"), ("moderator", "Moderator"), ("admin", "Administrator")],
                        default="member",
                        max_length=10,
                    ),
                ),
                ("trusted_at", models.DateTimeField(blank=True, null=True)),
                ("keys_off", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("imported_from", models.CharField(blank=True, editable=False, max_length=60)),
                ("joined_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="user_email_unique",
                        violation_error_message="This e-mail address is in use.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("handle"),
                        name="user_handle_unique",
                        violation_error_message="This handle is taken.",
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="user_has_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email__isnull", False), ("imported_from", "")),
                            models.Q(
                                models.Q(("imported_from", ""), _negated=True),
                                ("email", None),
                                ("is_active", False),
                                ("role", "member"),
                                ("trusted_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="imported_people_only_stand_for_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Company",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "size",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "1 person"),
                            ("2-10", "2–10 people"),
                            ("11-50", "11–50 people"),
                            ("51-250", "51–250 people"),
                            ("251+", "more than 250 people"),
                        ],
                        max_length=8,
                        verbose_name="size",
                    ),
                ),
                ("roles", models.JSONField(blank=True, default=list)),
                (
                    "countries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), blank=True, default=list, size=None
                    ),
                ),
                ("facets_changed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                ("website", models.URLField(blank=True, verbose_name="web site")),
                ("email_domain", models.CharField(blank=True, max_length=253)),
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "facets_changed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "companies",
            },
        ),
    ]
