import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0011_threads_of_circles"),
        ("networking", "0020_introductions_about_teaming"),
        ("tags", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "circle_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="forum.circle",
                    ),
                ),
                ("description", models.TextField(max_length=4000)),
                ("description_html", models.TextField(editable=False)),
                ("renderer_version", models.PositiveSmallIntegerField(editable=False)),
                ("country", models.CharField(blank=True, max_length=2)),
                (
                    "members_shown_to",
                    models.CharField(
                        choices=[
                            ("everybody", "whoever sees the group"),
                            ("site", "signed-in members of the site"),
                            ("group", "members of the group"),
                            ("organisers", "its organisers"),
                        ],
                        default="site",
                        max_length=10,
                    ),
                ),
                ("founded_at", models.DateTimeField(auto_now_add=True)),
                ("form_key", models.UUIDField(editable=False, null=True)),
                (
                    "founded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="groups_founded",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("tags", models.ManyToManyField(blank=True, related_name="groups", to="tags.tag")),
            ],
            bases=("forum.circle",),
        ),
        migrations.CreateModel(
            name="GroupMembership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("member", "member"), ("organiser", "organiser")], default="member", max_length=9
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "invited"),
                            ("withdrawn", "invitation withdrawn"),
                            ("asked", "has asked to join"),
                            ("member", "member"),
                            ("removed", "removed"),
                        ],
                        max_length=9,
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("is_watching", models.BooleanField(default=False)),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="memberships", to="networking.group"
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="group_memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.UniqueConstraint(
                models.F("founded_by"),
                models.F("form_key"),
                condition=models.Q(("form_key__isnull", False)),
                name="one_group_per_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmembership",
            constraint=models.UniqueConstraint(
                models.F("group"), models.F("person"), name="one_membership_per_group_and_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(("role", "member"), ("state", "member"), _connector="OR"),
                name="group_organiser_is_a_member",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(("declined_at", None), ("state__in", ["invited", "asked"]), _connector="OR"),
                name="group_declined_what_was_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_watching", False), ("state", "member"), _connector="OR"),
                name="group_watched_by_a_member",
            ),
        ),
    ]
