import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("tags", "0001_initial"),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        django.contrib.postgres.operations.TrigramExtension(),
        migrations.CreateModel(
            name="ImportSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("format", models.CharField(blank=True, max_length=40)),
                ("url", models.URLField(blank=True, max_length=500)),
                ("folder", models.CharField(blank=True, max_length=300)),
                ("attribution", models.CharField(blank=True, max_length=300)),
                (
                    "every_hours",
                    models.PositiveSmallIntegerField(
                        default=24,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(720),
                        ],
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("is_trusted", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("etag", models.CharField(blank=True, max_length=300)),
                ("last_modified", models.CharField(blank=True, max_length=100)),
                ("next_run_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_run_at", models.DateTimeField(blank=True, null=True)),
                ("last_good_at", models.DateTimeField(blank=True, null=True)),
                ("last_outcome", models.CharField(blank=True, max_length=500)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("problems", models.JSONField(blank=True, default=list)),
            ],
            options={
                "ordering": ["vendor__name", "name"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_active", True)), fields=["next_run_at"], name="import_source_due"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("folder__gt", ""), ("url", "")),
                            models.Q(("folder", ""), ("url__gt", "")),
                            _connector="OR",
                        ),
                        name="import_source_has_an_address_or_a_folder",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("every_hours__gte", 1), ("every_hours__lte", 720)),
                        name="import_source_interval_sensible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Program",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("slug", models.SlugField(max_length=100)),
                ("website", models.URLField(blank=True)),
                ("about", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["name"],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Vendor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True)),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("website", models.URLField(blank=True)),
                ("about", models.TextField(blank=True)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("contact_email", models.EmailField(blank=True, max_length=254)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="CalendarAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nonce", models.CharField(max_length=43, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_address",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("fee", "Fee"),
                            ("tier", "Tier or requirement"),
                            ("benefit", "Benefit"),
                            ("support", "Support"),
                            ("licence", "Licence or price"),
                            ("tool", "Tool or API"),
                            ("contact", "Contact"),
                            ("legal", "Legal"),
                            ("end_of_life", "End of life"),
                            ("incident", "Incident"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("worse", "worse for partners"),
                            ("better", "better for partners"),
                            ("neutral", "neither better nor worse"),
                        ],
                        default="neutral",
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(max_length=255, validators=[django.core.validators.MinLengthValidator(15)])),
                ("summary", models.TextField(blank=True, max_length=8000)),
                ("summary_html", models.TextField(blank=True, editable=False)),
                ("details", models.TextField(blank=True, max_length=32000)),
                ("details_html", models.TextField(blank=True, editable=False)),
                ("next_steps", models.TextField(blank=True, max_length=32000)),
                ("next_steps_html", models.TextField(blank=True, editable=False)),
                ("announced_on", models.DateField(blank=True, null=True)),
                (
                    "announced_precision",
                    models.CharField(
                        choices=[
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("quarter", "to the quarter"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        max_length=8,
                    ),
                ),
                ("effective_on", models.DateField(blank=True, null=True)),
                (
                    "effective_precision",
                    models.CharField(
                        choices=[
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("quarter", "to the quarter"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        max_length=8,
                    ),
                ),
                ("act_by_on", models.DateField(blank=True, null=True)),
                (
                    "act_by_precision",
                    models.CharField(
                        choices=[
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("quarter", "to the quarter"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        max_length=8,
                    ),
                ),
                ("act_by_reason", models.CharField(blank=True, max_length=300)),
                (
                    "timetable_on",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            "act_by_on", "effective_on", "announced_on"
                        ),
                        output_field=models.DateField(null=True),
                    ),
                ),
                ("audience_note", models.TextField(blank=True, max_length=2000)),
                (
                    "audience_roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("reseller", "resellers"),
                                ("integrator", "integrators"),
                                ("isv", "software vendors (ISV)"),
                                ("service_provider", "service providers"),
                                ("consultancy", "consultancies"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "audience_countries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), blank=True, default=list, size=None
                    ),
                ),
                (
                    "audience_sizes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("1", "1 person"),
                                ("2-10", "2–10 people"),
                                ("11-50", "11–50 people"),
                                ("51-250", "51–250 people"),
                                ("251+", "more than 250 people"),
                            ],
                            max_length=8,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("affected_companies", models.PositiveIntegerField(default=0, editable=False)),
                ("affected_consultants", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("rumoured", "Rumoured"),
                            ("announced", "Announced"),
                            ("confirmed", "Confirmed"),
                            ("in_force", "In force"),
                            ("postponed", "Postponed"),
                            ("softened", "Softened"),
                            ("withdrawn", "Withdrawn"),
                            ("superseded", "Superseded"),
                            ("open", "Open incident"),
                            ("resolved", "Resolved"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "publication",
                    models.CharField(
                        choices=[
                            ("draft", "waiting for a moderator"),
                            ("published", "published"),
                            ("declined", "declined"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("declined_reason", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("moved_at", models.DateTimeField()),
                ("is_duplicate", models.BooleanField(default=False)),
                ("never_announced", models.BooleanField(default=False)),
                ("support_count", models.PositiveIntegerField(default=0)),
                ("supported_at", models.DateTimeField(blank=True, null=True)),
                ("listed_at", models.DateTimeField(blank=True, null=True)),
                ("lapsed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposed_changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supersedes",
                        to="programs.change",
                    ),
                ),
                ("tags", models.ManyToManyField(blank=True, related_name="changes", to="tags.tag")),
                ("programs", models.ManyToManyField(blank=True, related_name="changes", to="programs.program")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("publication", "published")),
                        fields=["timetable_on", "id"],
                        name="change_timetable",
                    ),
                    models.Index(
                        condition=models.Q(("publication", "published")),
                        fields=["-moved_at", "-id"],
                        name="change_newly_moved",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("publication", "published"),
                            ("state__in", ["announced", "confirmed", "postponed", "softened"]),
                        ),
                        fields=["effective_on"],
                        name="change_waiting_for_its_day",
                    ),
                    models.Index(
                        condition=models.Q(("lapsed_at", None), ("publication", "published"), ("state", "rumoured")),
                        fields=["supported_at"],
                        name="change_rumour_alive",
                    ),
                    models.Index(
                        condition=models.Q(("publication", "draft")), fields=["created_at"], name="change_draft"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["title"], name="change_title_trigrams", opclasses=["gin_trgm_ops"]
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("announced_on__isnull", True), ("announced_precision", "unknown")),
                            models.Q(
                                ("announced_on__isnull", False),
                                models.Q(("announced_precision", "unknown"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="change_announced_precision_agrees",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("effective_on__isnull", True), ("effective_precision", "unknown")),
                            models.Q(
                                ("effective_on__isnull", False),
                                models.Q(("effective_precision", "unknown"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="change_effective_precision_agrees",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act_by_on__isnull", True), ("act_by_precision", "unknown")),
                            models.Q(
                                ("act_by_on__isnull", False), models.Q(("act_by_precision", "unknown"), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="change_act_by_precision_agrees",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("act_by_on", None),
                            ("effective_on", None),
                            ("act_by_on__lte", models.F("effective_on")),
                            models.Q(("act_by_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="change_act_by_after_effective_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("publication", "published"), ("published_at__isnull", False)),
                            models.Q(("publication", "published"), _negated=True),
                            _connector="OR",
                        ),
                        name="change_published_with_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "rumoured",
                                    "announced",
                                    "confirmed",
                                    "in_force",
                                    "postponed",
                                    "softened",
                                    "withdrawn",
                                    "superseded",
                                    "open",
                                    "resolved",
                                ],
                            )
                        ),
                        name="change_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_by", None),
                            models.Q(("superseded_by", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="change_not_superseded_by_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_duplicate", False), ("superseded_by", None)),
                            models.Q(("state", "superseded"), ("superseded_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="change_with_successor_is_superseded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("listed_at", None), ("lapsed_at", None), _connector="OR"),
                        name="change_lapsed_is_not_listed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CensusStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reports", models.JSONField()),
                ("taken_at", models.DateTimeField()),
                (
                    "change",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="census_step", to="programs.change"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ChangeSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("url", models.URLField(blank=True, max_length=500)),
                ("page_key", models.CharField(blank=True, editable=False, max_length=500)),
                ("captured_on", models.DateField()),
                ("attribution", models.CharField(blank=True, max_length=300)),
                ("is_hearsay", models.BooleanField(default=False)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sources", to="programs.change"
                    ),
                ),
            ],
            options={
                "ordering": ["captured_on", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("page_key", ""), _negated=True), fields=["page_key"], name="source_page"
                    )
                ],
            },
        ),
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.changesource",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("change"), models.F("number"), name="one_revision_per_change_and_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("edited_by__isnull", False), ("source__isnull", False), _connector="OR"),
                        name="revision_by_somebody_or_a_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("happened_on", models.DateField()),
                (
                    "from_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("rumoured", "Rumoured"),
                            ("announced", "Announced"),
                            ("confirmed", "Confirmed"),
                            ("in_force", "In force"),
                            ("postponed", "Postponed"),
                            ("softened", "Softened"),
                            ("withdrawn", "Withdrawn"),
                            ("superseded", "Superseded"),
                            ("open", "Open incident"),
                            ("resolved", "Resolved"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("rumoured", "Rumoured"),
                            ("announced", "Announced"),
                            ("confirmed", "Confirmed"),
                            ("in_force", "In force"),
                            ("postponed", "Postponed"),
                            ("softened", "Softened"),
                            ("withdrawn", "Withdrawn"),
                            ("superseded", "Superseded"),
                            ("open", "Open incident"),
                            ("resolved", "Resolved"),
                        ],
                        max_length=12,
                    ),
                ),
                ("why", models.CharField(max_length=500)),
                ("effective_was", models.CharField(blank=True, max_length=10)),
                ("effective_now", models.CharField(blank=True, max_length=10)),
                ("act_by_was", models.CharField(blank=True, max_length=10)),
                ("act_by_now", models.CharField(blank=True, max_length=10)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("by_itself", models.BooleanField(default=False)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="programs.change"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="programs.changesource"
                    ),
                ),
            ],
            options={
                "ordering": ["happened_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ChangeTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("what", models.CharField(max_length=120)),
                ("old", models.CharField(blank=True, max_length=200)),
                ("new", models.CharField(blank=True, max_length=200)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="programs.change"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("change"), models.F("position"), name="term_position_unique_per_change"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeVisit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last_visit_at", models.DateTimeField()),
                ("facts", models.JSONField()),
                ("before_at", models.DateTimeField(blank=True, null=True)),
                ("facts_before", models.JSONField(blank=True, null=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="visits", to="programs.change"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="change_visits",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("member"), models.F("change"), name="one_visit_row_per_person_and_change"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("before_at", None), ("facts_before", None)),
                            models.Q(("before_at__isnull", False), ("facts_before__isnull", False)),
                            _connector="OR",
                        ),
                        name="visit_before_has_day_and_facts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EffectReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("affected", models.BooleanField()),
                (
                    "cost",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("0", "none"),
                            ("<1k", "under €1,000"),
                            ("1-5k", "€1,000–5,000"),
                            ("5-20k", "€5,000–20,000"),
                            (">20k", "over €20,000"),
                        ],
                        max_length=8,
                        verbose_name="cost a year",
                    ),
                ),
                (
                    "customers",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("0", "none"),
                            ("1-5", "1–5"),
                            ("6-20", "6–20"),
                            ("21-100", "21–100"),
                            (">100", "over 100"),
                        ],
                        max_length=8,
                        verbose_name="customers hit",
                    ),
                ),
                (
                    "plan",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stay", "stay"),
                            ("downgrade", "downgrade"),
                            ("leave", "leave"),
                            ("undecided", "undecided"),
                        ],
                        max_length=10,
                        verbose_name="plan",
                    ),
                ),
                ("reported_at", models.DateTimeField()),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="effect_reports", to="programs.change"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="effect_reports",
                        to="accounts.company",
                    ),
                ),
                (
                    "consultant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="effect_reports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("company__isnull", False), ("consultant", None)),
                            models.Q(("company", None), ("consultant__isnull", False)),
                            _connector="OR",
                        ),
                        name="effect_report_of_a_company_or_a_consultant",
                    ),
                    models.UniqueConstraint(
                        models.F("change"),
                        models.F("company"),
                        condition=models.Q(("company__isnull", False)),
                        name="one_effect_report_per_company_and_change",
                    ),
                    models.UniqueConstraint(
                        models.F("change"),
                        models.F("consultant"),
                        condition=models.Q(("consultant__isnull", False)),
                        name="one_effect_report_per_consultant_and_change",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("affected", True), models.Q(("cost", ""), ("customers", ""), ("plan", "")), _connector="OR"
                        ),
                        name="effect_report_of_no_effect_tells_no_more",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoryEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("change_id", models.BigIntegerField()),
                ("vendor_id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=12)),
                ("publication", models.CharField(max_length=10)),
                ("state", models.CharField(max_length=12)),
                ("announced_on", models.DateField(null=True)),
                ("announced_precision", models.CharField(max_length=8)),
                ("effective_on", models.DateField(null=True)),
                ("effective_precision", models.CharField(max_length=8)),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "history entries",
                "indexes": [models.Index(fields=["vendor_id", "id"], name="history_of_vendor")],
            },
        ),
        migrations.CreateModel(
            name="ImportedItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200)),
                ("page", models.CharField(max_length=120)),
                ("anchor", models.CharField(max_length=80)),
                ("attribution", models.CharField(blank=True, max_length=300)),
                ("needs_review", models.TextField(blank=True, help_text="One reason a line; empty if there is none.")),
                ("first_seen_at", models.DateTimeField(auto_now_add=True)),
                ("last_seen_at", models.DateTimeField()),
                ("missing_since", models.DateTimeField(blank=True, null=True)),
                (
                    "change",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="imported_item", to="programs.change"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="programs.importsource",
                    ),
                ),
                (
                    "vendor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="imported_items", to="programs.vendor"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("vendor"), models.F("key"), name="one_imported_item_per_vendor_and_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=12)),
                ("title", models.CharField(max_length=500)),
                ("date", models.DateField(null=True)),
                (
                    "date_precision",
                    models.CharField(
                        choices=[
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("quarter", "to the quarter"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        max_length=8,
                    ),
                ),
                ("category", models.CharField(blank=True, max_length=300)),
                ("audience", models.TextField(blank=True)),
                ("summary", models.TextField(blank=True)),
                ("details", models.TextField(blank=True)),
                ("next_steps", models.TextField(blank=True)),
                ("facts", models.JSONField(blank=True, default=dict)),
                ("fingerprint", models.CharField(max_length=64)),
                ("imported_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="programs.importeditem"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("item"), models.F("language"), name="one_imported_text_per_item_and_language"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("date", None), ("date_precision", "unknown")),
                            models.Q(("date__isnull", False), models.Q(("date_precision", "unknown"), _negated=True)),
                            _connector="OR",
                        ),
                        name="imported_text_date_precision_agrees",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fields", models.JSONField()),
                ("seen_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
                ("dismissed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="updates", to="programs.importeditem"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("applied_at", None), ("dismissed_at", None)),
                        fields=["seen_at"],
                        name="imported_update_pending",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("item"),
                        condition=models.Q(("applied_at", None), ("dismissed_at", None)),
                        name="one_pending_update_per_imported_item",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("applied_at", None), ("dismissed_at", None), _connector="OR"),
                        name="imported_update_applied_or_dismissed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfficialAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body", models.TextField(max_length=8000)),
                ("html", models.TextField(editable=False)),
                ("answered_at", models.DateTimeField()),
                ("answered_on", models.DateField()),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_reason", models.CharField(blank=True, max_length=500)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="official_answers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="programs.change"
                    ),
                ),
                (
                    "hat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="accounts.hat"
                    ),
                ),
            ],
            options={
                "ordering": ["answered_at", "pk"],
                "indexes": [models.Index(fields=["change", "answered_at"], name="answer_of_change")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hidden_at", None), ("hidden_reason", "")),
                            models.Q(("hidden_at__isnull", False), models.Q(("hidden_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="answer_hidden_with_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaybookLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="playbook_looks", to="programs.change"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("member"), models.F("change"), name="one_look_per_member_and_playbook"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaybookStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=300)),
                ("first_number", models.PositiveIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="playbook_steps", to="programs.change"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MatrixRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("benefit", "Benefit"), ("requirement", "Requirement"), ("fee", "Fee")],
                        default="benefit",
                        max_length=12,
                    ),
                ),
                ("section", models.CharField(blank=True, max_length=60)),
                ("name", models.CharField(max_length=120)),
                ("description", models.CharField(blank=True, max_length=300)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="matrix_rows", to="programs.program"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("program"), models.F("name"), name="matrix_row_name_unique_per_program"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["benefit", "requirement", "fee"])),
                        name="matrix_row_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=600, validators=[django.core.validators.MinLengthValidator(20)])),
                ("asked_at", models.DateTimeField()),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_reason", models.CharField(blank=True, max_length=500)),
                ("sent_on", models.DateField(blank=True, null=True)),
                ("sent_with", models.PositiveIntegerField(default=0)),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mail", "by mail to the vendor’s contact address"),
                            ("hand", "handed over by a moderator"),
                        ],
                        max_length=4,
                    ),
                ),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                ("handed_over_on", models.DateField(blank=True, null=True)),
                ("calendar", models.CharField(blank=True, max_length=2)),
                ("clock_from", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("overdue_on", models.DateField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("given", "Answer given, not confirmed"),
                            ("answered", "Answered"),
                            ("partly", "Answered in part"),
                            ("refused", "Answer refused"),
                            ("fixed", "Fixed silently"),
                        ],
                        max_length=8,
                    ),
                ),
                ("outcome_on", models.DateField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_for",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="accounts.company"
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="programs.change"
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="programs.question",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [models.Index(condition=models.Q(("outcome", "")), fields=["due_on"], name="question_due")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("change"), models.F("number"), name="question_number_unique_per_change"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("channel", ""),
                                ("clock_from", None),
                                ("due_on", None),
                                ("overdue_on", None),
                                ("sent_on", None),
                                ("sent_with", 0),
                            ),
                            models.Q(
                                ("channel__in", ["mail", "hand"]),
                                ("clock_from__isnull", False),
                                ("due_on__isnull", False),
                                ("overdue_on__isnull", False),
                                ("sent_on__isnull", False),
                                ("sent_with__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="question_sent_with_its_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("outcome_on", None)),
                            models.Q(
                                ("outcome__in", ["given", "answered", "partly", "refused", "fixed"]),
                                ("outcome_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="question_outcome_with_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", None), ("sent_on", None), _connector="OR"),
                        name="question_sent_is_not_merged_away",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hidden_at", None), models.Q(("hidden_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="question_hidden_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FixReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.CharField(blank=True, max_length=300)),
                ("url", models.URLField(blank=True, max_length=500)),
                ("reported_on", models.DateField()),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.company"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="fixes", to="programs.question"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("question"), models.F("company"), name="one_fix_report_per_company_and_question"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerTick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("answers", "answers it"),
                            ("partly", "answers it in part"),
                            ("refuses", "refuses to answer it"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ticks", to="programs.officialanswer"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ticks", to="programs.question"
                    ),
                ),
            ],
            options={
                "ordering": ["question__number"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("question"), models.F("answer"), name="one_tick_per_answer_and_question"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["answers", "partly", "refuses"])), name="tick_kind_known"
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
        migrations.CreateModel(
            name="RumourSupport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("supported_at", models.DateTimeField()),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="supports", to="programs.change"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.company"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supports",
                        to="programs.changesource",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("change"), models.F("company"), name="one_rumour_support_per_company_and_change"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("query", models.CharField(max_length=500)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("last_seen_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_searches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(models.F("member"), models.F("name"), name="search_name_unique_per_member"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("query", ""), _negated=True)
                        ),
                        name="search_named_and_narrow",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("playbook", "Playbook"), ("options", "Options")], max_length=8)),
                ("number", models.PositiveIntegerField()),
                ("rows", models.JSONField(default=list)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("restores", models.PositiveIntegerField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sheet_versions", to="programs.change"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("change"), models.F("kind"), models.F("number"), name="sheet_version_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="sheet_version_counts_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["playbook", "options"])), name="sheet_version_of_a_known_kind"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_named", models.BooleanField(default=True)),
                ("signed_at", models.DateTimeField()),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signatures", to="accounts.company"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signatures", to="programs.question"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("question"), models.F("company"), name="one_signature_per_company_and_question"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StepTick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="step_ticks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ticks", to="programs.playbookstep"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("member"), models.F("step"), name="one_tick_per_member_and_step")
                ],
            },
        ),
        migrations.CreateModel(
            name="Tier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("rank", models.PositiveSmallIntegerField()),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tiers", to="programs.program"
                    ),
                ),
            ],
            options={
                "ordering": ["rank"],
                "constraints": [
                    models.UniqueConstraint(models.F("program"), models.F("name"), name="tier_name_unique_per_program"),
                    models.UniqueConstraint(models.F("program"), models.F("rank"), name="tier_rank_unique_per_program"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatrixTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(blank=True, max_length=60)),
                ("value", models.CharField(blank=True, max_length=200)),
                ("amount", models.DecimalField(blank=True, decimal_places=3, max_digits=15, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                (
                    "per",
                    models.CharField(
                        blank=True, choices=[("year", "a year"), ("month", "a month"), ("once", "once")], max_length=5
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ended", "ended, kept for the days before"),
                            ("taken_back", "planned, but never came"),
                            ("corrected", "was recorded wrongly"),
                        ],
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "change",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="matrix_terms",
                        to="programs.change",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="matrix_terms_ended",
                        to="programs.change",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="programs.matrixrow"
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="matrix_terms",
                        to="programs.tier",
                    ),
                ),
            ],
            options={
                "ordering": [models.OrderBy(models.F("valid_from"), nulls_first=True), "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("change__isnull", False)), fields=["change"], name="matrix_term_of_change"
                    ),
                    models.Index(
                        condition=models.Q(("ended_by__isnull", False)),
                        fields=["ended_by"],
                        name="matrix_term_ended_by",
                    ),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("replaced_at", None)),
                        expressions=[
                            ("row", "="),
                            (
                                django.db.models.functions.comparison.Coalesce(
                                    "tier", models.Value(0, output_field=models.BigIntegerField())
                                ),
                                "=",
                            ),
                            ("scope", "="),
                            ("currency", "="),
                            (
                                models.Func(
                                    "valid_from",
                                    "valid_until",
                                    models.Value("[)"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="matrix_cell_says_one_thing_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_until", None),
                            ("valid_from__lt", models.F("valid_until")),
                            _connector="OR",
                        ),
                        name="matrix_term_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount", None), ("currency", ""), ("per", "")),
                            models.Q(("amount__gte", 0), ("amount__isnull", False), ("currency__regex", "^[A-Z]{3}$")),
                            _connector="OR",
                        ),
                        name="matrix_term_amount_has_a_currency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how", ""), ("replaced_at", None)),
                            models.Q(("how__in", ["ended", "taken_back", "corrected"]), ("replaced_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="matrix_term_replaced_says_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Holding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holdings",
                        to="accounts.company",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holdings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="holdings", to="programs.program"
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="holdings",
                        to="programs.tier",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("company__isnull", False), ("member", None)),
                            models.Q(("company", None), ("member__isnull", False)),
                            _connector="OR",
                        ),
                        name="holding_of_a_company_or_a_member",
                    ),
                    models.UniqueConstraint(
                        models.F("company"),
                        models.F("program"),
                        condition=models.Q(("company__isnull", False)),
                        name="one_holding_per_company_and_program",
                    ),
                    models.UniqueConstraint(
                        models.F("member"),
                        models.F("program"),
                        condition=models.Q(("member__isnull", False)),
                        name="one_holding_per_member_and_program",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "change",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to="programs.change",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="program_follows",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to="programs.program",
                    ),
                ),
                (
                    "vendor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to="programs.vendor",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("change", None), ("program", None), ("vendor__isnull", False)),
                            models.Q(("change", None), ("program__isnull", False), ("vendor", None)),
                            models.Q(("change__isnull", False), ("program", None), ("vendor", None)),
                            _connector="OR",
                        ),
                        name="follow_of_exactly_one_thing",
                    ),
                    models.UniqueConstraint(
                        models.F("vendor"),
                        models.F("member"),
                        condition=models.Q(("vendor__isnull", False)),
                        name="one_follow_per_person_and_vendor",
                    ),
                    models.UniqueConstraint(
                        models.F("program"),
                        models.F("member"),
                        condition=models.Q(("program__isnull", False)),
                        name="one_follow_per_person_and_program",
                    ),
                    models.UniqueConstraint(
                        models.F("change"),
                        models.F("member"),
                        condition=models.Q(("change__isnull", False)),
                        name="one_watch_per_person_and_change",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agrees", models.BooleanField()),
                ("given_at", models.DateTimeField()),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.company",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "tick",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="verdicts", to="programs.answertick"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("tick"),
                        models.F("company"),
                        condition=models.Q(("company__isnull", False)),
                        name="one_verdict_per_company_and_tick",
                    ),
                    models.UniqueConstraint(
                        models.F("tick"),
                        condition=models.Q(("company", None)),
                        name="one_verdict_of_moderators_per_tick",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeDate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "field",
                    models.CharField(choices=[("act_by", "Act by"), ("effective", "In force from")], max_length=10),
                ),
                ("day", models.DateField()),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("quarter", "to the quarter"),
                            ("unknown", "not known"),
                        ],
                        max_length=8,
                    ),
                ),
                ("was_day", models.DateField(null=True)),
                (
                    "was_precision",
                    models.CharField(
                        choices=[
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("quarter", "to the quarter"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("rumoured", "Rumoured"),
                            ("announced", "Announced"),
                            ("confirmed", "Confirmed"),
                            ("in_force", "In force"),
                            ("postponed", "Postponed"),
                            ("softened", "Softened"),
                            ("withdrawn", "Withdrawn"),
                            ("superseded", "Superseded"),
                            ("open", "Open incident"),
                            ("resolved", "Resolved"),
                        ],
                        max_length=12,
                    ),
                ),
                ("is_removed", models.BooleanField(default=False)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("moved_at", models.DateTimeField()),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dates", to="programs.change"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["day"], name="change_date_day")],
                "constraints": [
                    models.UniqueConstraint(models.F("change"), models.F("field"), name="one_date_per_change_and_field")
                ],
            },
        ),
        migrations.AddField(
            model_name="change",
            name="audience_tiers",
            field=models.ManyToManyField(blank=True, related_name="changes", to="programs.tier"),
        ),
        migrations.AddField(
            model_name="program",
            name="vendor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="programs", to="programs.vendor"
            ),
        ),
        migrations.AddField(
            model_name="importsource",
            name="vendor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="import_sources", to="programs.vendor"
            ),
        ),
        migrations.AddField(
            model_name="change",
            name="vendor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="programs.vendor"
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("publication", "published")),
                fields=["vendor", "timetable_on", "id"],
                name="change_timetable_of_vendor",
            ),
        ),
        migrations.AddConstraint(
            model_name="importsource",
            constraint=models.UniqueConstraint(
                models.F("vendor"), models.F("name"), name="import_source_name_unique_per_vendor"
            ),
        ),
        migrations.AddConstraint(
            model_name="program",
            constraint=models.UniqueConstraint(
                models.F("vendor"), models.F("slug"), name="program_slug_unique_per_vendor"
            ),
        ),
    ]
