import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0021_accepted_answers"),
        ("programs", "0004_matrix"),
    ]

    operations = [
        migrations.AlterField(
            "thread",
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
                ]
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
                ]
            },
        ),
    ]
