import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0027_pseudonyms_stand_for_nobody"),
        ("networking", "0011_settings_of_helpers"),
        ("programs", "0007_changes_hidden"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactRoute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("form", "Form"),
                            ("queue", "Portal or queue"),
                            ("phone", "Phone"),
                            ("mailbox", "Mailbox"),
                            ("role", "Role to ask for"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("support", "Technical support"),
                            ("outage", "Outages"),
                            ("program", "Program, tiers and renewal"),
                            ("licences", "Licences and orders"),
                            ("billing", "Invoices and payments"),
                            ("training", "Training and certificates"),
                            ("marketing", "Leads and marketing funds"),
                            ("escalation", "Escalation"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("address", models.CharField(max_length=300)),
                ("what_for", models.CharField(max_length=160)),
                ("country", models.CharField(blank=True, max_length=2)),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ar", "Arabic"),
                            ("bg", "Bulgarian"),
                            ("zh", "Chinese"),
                            ("hr", "Croatian"),
                            ("cs", "Czech"),
                            ("da", "Danish"),
                            ("nl", "Dutch"),
                            ("en", "English"),
                            ("et", "Estonian"),
                            ("fi", "Finnish"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("el", "Greek"),
                            ("he", "Hebrew"),
                            ("hi", "Hindi"),
                            ("hu", "Hungarian"),
                            ("id", "Indonesian"),
                            ("it", "Italian"),
                            ("ja", "Japanese"),
                            ("ko", "Korean"),
                            ("lv", "Latvian"),
                            ("lt", "Lithuanian"),
                            ("no", "Norwegian"),
                            ("pl", "Polish"),
                            ("pt", "Portuguese"),
                            ("ro", "Romanian"),
                            ("sr", "Serbian"),
                            ("sk", "Slovak"),
                            ("sl", "Slovenian"),
                            ("es", "Spanish"),
                            ("sv", "Swedish"),
                            ("th", "Thai"),
                            ("tr", "Turkish"),
                            ("uk", "Ukrainian"),
                            ("vi", "Vietnamese"),
                        ],
                        max_length=2,
                    ),
                ),
                ("hours", models.CharField(blank=True, max_length=80)),
                ("note", models.TextField(blank=True, max_length=500)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_reason", models.CharField(blank=True, max_length=500)),
                ("is_withheld", models.BooleanField(default=False)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="contact_routes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="programs.program",
                    ),
                ),
                (
                    "vendor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contact_routes", to="programs.vendor"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RouteVote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("works", models.BooleanField()),
                ("voted_at", models.DateTimeField()),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="route_votes", to="accounts.company"
                    ),
                ),
                (
                    "route",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="votes", to="networking.contactroute"
                    ),
                ),
                (
                    "voted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="route_votes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="contactroute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_withheld", False),
                    models.Q(("hidden_at__isnull", False), ("hidden_reason", "")),
                    _connector="OR",
                ),
                name="contact_route_withheld_is_hidden_without_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactroute",
            constraint=models.UniqueConstraint(
                models.F("vendor"),
                django.db.models.functions.text.Lower("address"),
                models.F("purpose"),
                condition=models.Q(("hidden_at", None)),
                name="one_shown_contact_route_per_address_and_purpose",
            ),
        ),
        migrations.AddConstraint(
            model_name="routevote",
            constraint=models.UniqueConstraint(
                models.F("route"), models.F("company"), name="one_vote_per_company_and_contact_route"
            ),
        ),
    ]
