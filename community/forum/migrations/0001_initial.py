import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import community.forum.models.images


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_initial"),
        ("accounts", "__first__"),
        ("programs", "0001_initial"),
        ("tags", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Thread",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("change", "Discussion of a change"),
                            ("question", "Question"),
                            ("discussion", "Discussion"),
                            ("review", "Benefit review"),
                            ("offer", "Offer or teaming"),
                            ("announcement", "Announcement"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=255, validators=[django.core.validators.MinLengthValidator(15)])),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("last_number", models.PositiveIntegerField(default=0)),
                ("post_count", models.PositiveIntegerField(default=0)),
                ("last_post_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("locked_at", models.DateTimeField(blank=True, null=True)),
                ("lock_reason", models.CharField(blank=True, max_length=300)),
                ("pinned_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "change",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="thread",
                        to="programs.change",
                    ),
                ),
                (
                    "last_post_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("tags", models.ManyToManyField(blank=True, related_name="threads", to="tags.tag")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("hidden_at", None), ("published_at__isnull", False)),
                        fields=["-last_post_at", "-id"],
                        name="thread_talking",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["title"], name="thread_title_trigrams", opclasses=["gin_trgm_ops"]
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("change__isnull", False), ("kind", "change")),
                            models.Q(
                                models.Q(("kind", "change"), _negated=True), ("author__isnull", False), ("change", None)
                            ),
                            _connector="OR",
                        ),
                        name="thread_of_a_change_or_of_an_author",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("post_count__lte", models.F("last_number"))),
                        name="thread_counts_numbered_posts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DiscussionSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True)),
                ("url", models.URLField(blank=True, max_length=500)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(blank=True, null=True)),
                ("path", models.TextField(blank=True, db_collation="C")),
                ("depth", models.PositiveSmallIntegerField(default=0)),
                ("source", models.TextField(max_length=32000)),
                ("html", models.TextField(editable=False)),
                ("renderer_version", models.PositiveSmallIntegerField(editable=False)),
                (
                    "mentions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, editable=False, size=None
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("form_key", models.UUIDField(editable=False, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("published", "shown"),
                            ("held", "waiting for a moderator"),
                            ("declined", "declined"),
                            ("hidden", "hidden by a moderator"),
                            ("deleted", "removed by its author"),
                        ],
                        default="published",
                        max_length=10,
                    ),
                ),
                (
                    "hold_rule",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("first_posts", "The first three posts of a new partner are read by a moderator."),
                            ("markup", "The text could not be shown safely as it was formatted."),
                        ],
                        max_length=12,
                    ),
                ),
                ("state_reason", models.CharField(blank=True, max_length=500)),
                ("state_changed_at", models.DateTimeField(blank=True, null=True)),
                ("flag_count", models.PositiveIntegerField(default=0)),
                ("helpful_count", models.PositiveIntegerField(default=0)),
                ("same_here_count", models.PositiveIntegerField(default=0)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="forum.post",
                    ),
                ),
                (
                    "speaks_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.vendor",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="posts", to="forum.thread"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["thread", "path"], name="post_tree"),
                    models.Index(fields=["author", "-created_at"], name="post_of_author"),
                    models.Index(condition=models.Q(("state", "held")), fields=["created_at"], name="post_held"),
                    models.Index(condition=models.Q(("state", "held")), fields=["thread"], name="post_held_in_thread"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector(
                                django.db.models.functions.text.Replace(
                                    "source", models.Value("-"), models.Value(" "), output_field=models.TextField()
                                ),
                                config="simple",
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                django.db.models.functions.text.Replace(
                                    "source", models.Value("-"), models.Value(" "), output_field=models.TextField()
                                ),
                                config="english",
                            ),
                            django.contrib.postgres.search.SearchConfig("simple"),
                        ),
                        name="post_words",
                    ),
                    models.Index(condition=models.Q(("flag_count__gt", 0)), fields=["thread"], name="post_flagged"),
                    models.Index(
                        condition=models.Q(("erased_at", None), ("state", "deleted")),
                        fields=["state_changed_at"],
                        name="post_to_erase",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("thread"), models.F("number"), name="post_number_unique_in_thread"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number__isnull", False), ("state__in", ["published", "hidden", "deleted"])),
                            models.Q(("number", None), ("state__in", ["held", "declined"])),
                            _connector="OR",
                        ),
                        name="post_numbered_once_shown",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "held"), _negated=True),
                            models.Q(("hold_rule", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="post_held_by_a_rule",
                    ),
                    models.UniqueConstraint(
                        models.F("author"),
                        models.F("form_key"),
                        condition=models.Q(("form_key__isnull", False)),
                        name="one_post_per_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", None), ("published_at", None)),
                            models.Q(("number__isnull", False), ("published_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="post_numbered_when_published",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_at", None),
                            models.Q(("html", ""), ("source", ""), ("state", "deleted")),
                            _connector="OR",
                        ),
                        name="post_erased_without_text",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DiscussionImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("format", models.CharField(max_length=20)),
                ("file", models.CharField(max_length=200)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("report", models.JSONField(default=dict)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="imports", to="forum.discussionsource"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportedPerson",
            fields=[
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="imported",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="people", to="forum.discussionsource"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "imported people",
                "constraints": [
                    models.UniqueConstraint(models.F("source"), models.F("key"), name="person_imported_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedPost",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="imported",
                        serialize=False,
                        to="forum.post",
                    ),
                ),
                ("key", models.CharField(max_length=250)),
            ],
            options={
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Image",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("file", models.FileField(upload_to=community.forum.models.images.place_of)),
                ("kind", models.CharField(choices=[("jpeg", "JPEG"), ("png", "PNG"), ("webp", "WebP")], max_length=4)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField()),
                ("unused_since", models.DateTimeField(blank=True, null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="images", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("posts", models.ManyToManyField(blank=True, related_name="images", to="forum.post")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("unused_since__isnull", False)),
                        fields=["unused_since"],
                        name="image_unused",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("owner"), models.F("sha256"), name="one_image_per_owner_and_content"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(blank=True, max_length=255)),
                ("source", models.TextField(blank=True, max_length=32000)),
                ("rest", models.JSONField(blank=True, default=dict)),
                ("replaced", models.TextField(blank=True, max_length=32000)),
                ("form_key", models.UUIDField(blank=True, null=True)),
                ("saved_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="forum.thread",
                    ),
                ),
                (
                    "declined_post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="forum.post",
                    ),
                ),
                (
                    "edits",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forum.post",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forum.post",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["member", "-saved_at"], name="draft_of_member")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("member"),
                        models.F("thread"),
                        models.F("parent"),
                        models.F("edits"),
                        name="one_draft_per_member_and_place",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None), models.Q(("edits", None), ("thread__isnull", False)), _connector="OR"
                        ),
                        name="draft_answers_in_a_thread",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("edits", None), ("thread__isnull", False), _connector="OR"),
                        name="draft_edits_in_a_thread",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("remind_on", models.DateField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bookmarks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bookmarks", to="forum.post"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["member", "-id"], name="bookmarks_of_member"),
                    models.Index(
                        condition=models.Q(("remind_on__isnull", False), ("reminded_at", None)),
                        fields=["remind_on"],
                        name="bookmark_to_remind_of",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("post"), models.F("member"), name="one_bookmark_per_person_and_post"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reminded_at", None), ("remind_on__isnull", False), _connector="OR"),
                        name="bookmark_reminded_of_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AcceptedAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("accepted_at", models.DateTimeField()),
                ("verified_on", models.DateField(blank=True, null=True)),
                ("obsolete_on", models.DateField(blank=True, null=True)),
                ("obsolete_reason", models.CharField(blank=True, max_length=300)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "obsolete_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="accepted_answer", to="forum.thread"
                    ),
                ),
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forum.post"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verified_by", None), ("verified_on", None)),
                            models.Q(("verified_by__isnull", False), ("verified_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="answer_verified_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("obsolete_by", None), ("obsolete_on", None), ("obsolete_reason", "")),
                            models.Q(
                                ("obsolete_by__isnull", False),
                                ("obsolete_on__isnull", False),
                                models.Q(("obsolete_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="answer_obsolete_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("before", models.TextField()),
                ("after", models.TextField()),
                ("difference", models.JSONField(null=True)),
                ("edited_at", models.DateTimeField()),
                (
                    "edited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="forum.post"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("post"), models.F("number"), name="one_revision_of_a_post_per_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("helpful", "Helpful"), ("same_here", "Same here")], max_length=10)),
                ("given_at", models.DateTimeField(auto_now_add=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signals", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signals", to="forum.post"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("post"),
                        models.F("member"),
                        models.F("kind"),
                        name="one_signal_per_member_post_and_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["helpful", "same_here"])), name="signal_kind_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Summary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("source", models.TextField(blank=True, max_length=4000)),
                ("html", models.TextField(blank=True, editable=False)),
                ("renderer_version", models.PositiveSmallIntegerField(editable=False)),
                ("written_at", models.DateTimeField()),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="summaries", to="forum.thread"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "summaries",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("thread"), models.F("number"), name="one_summary_of_a_thread_per_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(choices=[("preview", "Preview"), ("image", "Image")], max_length=10)),
                ("begun_at", models.DateTimeField()),
                ("count", models.PositiveIntegerField(default=0)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("member"), models.F("what"), name="one_tally_per_member_and_thing")
                ],
            },
        ),
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
        migrations.CreateModel(
            name="BenefitReview",
            fields=[
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="benefit_review",
                        serialize=False,
                        to="forum.thread",
                    ),
                ),
                ("benefit", models.CharField(max_length=120)),
                ("worked", models.BooleanField()),
                (
                    "value",
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
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reviews",
                        to="programs.matrixrow",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("benefit", ""), _negated=True), name="review_names_its_benefit"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__in", ["", "0", "<1k", "1-5k", "5-20k", ">20k"])),
                        name="review_value_in_a_known_band",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedThread",
            fields=[
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="imported",
                        serialize=False,
                        to="forum.thread",
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                ("url", models.URLField(blank=True, max_length=1000)),
                ("licence", models.CharField(blank=True, max_length=120)),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="threads", to="forum.discussionsource"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("source"), models.F("key"), name="thread_imported_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamingOffer",
            fields=[
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="teaming_offer",
                        serialize=False,
                        to="forum.thread",
                    ),
                ),
                ("side", models.CharField(choices=[("offer", "We offer"), ("need", "We look for")], max_length=5)),
                ("region", models.CharField(max_length=80)),
                ("until", models.DateField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["offer", "need"])), name="offer_side_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("region", ""), _negated=True), name="offer_is_for_a_region"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="importedpost",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="forum.discussionsource"
            ),
        ),
        migrations.AddConstraint(
            model_name="importedpost",
            constraint=models.UniqueConstraint(models.F("source"), models.F("key"), name="post_imported_once"),
        ),
    ]
