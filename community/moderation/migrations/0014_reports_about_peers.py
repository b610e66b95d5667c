import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0027_pseudonyms_stand_for_nobody"),
        ("forum", "0009_helpful_posts"),
        ("moderation", "0013_verbs_of_the_desk"),
        ("networking", "0013_case_diary"),
        ("programs", "0007_changes_hidden"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="report",
            name="report_of_one_thing",
        ),
        migrations.AddField(
            model_name="report",
            name="context_first",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="report",
            name="context_last",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="report",
            name="introduction",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reports",
                to="networking.introduction",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="message",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reports",
                to="networking.message",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="route",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reports",
                to="networking.contactroute",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("change__isnull", True),
                        ("company__isnull", True),
                        ("introduction__isnull", True),
                        ("message__isnull", True),
                        ("person__isnull", True),
                        ("post__isnull", False),
                        ("route__isnull", True),
                        ("thread__isnull", True),
                    ),
                    models.Q(
                        ("change__isnull", True),
                        ("company__isnull", True),
                        ("introduction__isnull", True),
                        ("message__isnull", True),
                        ("person__isnull", True),
                        ("post__isnull", True),
                        ("route__isnull", True),
                        ("thread__isnull", False),
                    ),
                    models.Q(
                        ("change__isnull", False),
                        ("company__isnull", True),
                        ("introduction__isnull", True),
                        ("message__isnull", True),
                        ("person__isnull", True),
                        ("post__isnull", True),
                        ("route__isnull", True),
                        ("thread__isnull", True),
                    ),
                    models.Q(
                        ("change__isnull", True),
                        ("company__isnull", True),
                        ("introduction__isnull", True),
                        ("message__isnull", True),
                        ("person__isnull", False),
                        ("post__isnull", True),
                        ("route__isnull", True),
                        ("thread__isnull", True),
                    ),
                    models.Q(
                        ("change__isnull", True),
                        ("company__isnull", False),
                        ("introduction__isnull", True),
                        ("message__isnull", True),
                        ("person__isnull", True),
                        ("post__isnull", True),
                        ("route__isnull", True),
                        ("thread__isnull", True),
                    ),
                    models.Q(
                        ("change__isnull", True),
                        ("company__isnull", True),
                        ("introduction__isnull", True),
                        ("message__isnull", True),
                        ("person__isnull", True),
                        ("post__isnull", True),
                        ("route__isnull", False),
                        ("thread__isnull", True),
                    ),
                    models.Q(
                        ("change__isnull", True),
                        ("company__isnull", True),
                        ("introduction__isnull", True),
                        ("message__isnull", False),
                        ("person__isnull", True),
                        ("post__isnull", True),
                        ("route__isnull", True),
                        ("thread__isnull", True),
                    ),
                    models.Q(
                        ("change__isnull", True),
                        ("company__isnull", True),
                        ("introduction__isnull", False),
                        ("message__isnull", True),
                        ("person__isnull", True),
                        ("post__isnull", True),
                        ("route__isnull", True),
                        ("thread__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="report_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                models.F("route"),
                models.F("reporter"),
                condition=models.Q(("closed_at", None), ("route__isnull", False)),
                name="one_open_report_per_person_and_route",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                models.F("message"),
                models.F("reporter"),
                condition=models.Q(("closed_at", None), ("message__isnull", False)),
                name="one_open_report_per_person_and_message",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                models.F("introduction"),
                models.F("reporter"),
                condition=models.Q(("closed_at", None), ("introduction__isnull", False)),
                name="one_open_report_per_person_and_introduction",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("context_first", None), ("context_last", None), ("message", None)),
                    models.Q(
                        ("context_first__isnull", False), ("context_last__isnull", False), ("message__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="report_of_a_message_with_its_context",
            ),
        ),
        # Backwards only, and then first: where a report cannot be about them, those go.
        migrations.RunSQL(
            migrations.RunSQL.noop,
            "DELETE FROM moderation_report"
            " WHERE route_id IS NOT NULL OR message_id IS NOT NULL OR introduction_id IS NOT NULL",
        ),
    ]
