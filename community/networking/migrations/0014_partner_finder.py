import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0027_pseudonyms_stand_for_nobody"),
        ("networking", "0013_case_diary"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FinderEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_listed", models.BooleanField(default=False)),
                ("for_customers", models.TextField(blank=True, max_length=600)),
                (
                    "countries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), blank=True, default=list, size=None
                    ),
                ),
                ("shows_programs", models.BooleanField(default=False)),
                ("shows_skills", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "company",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="finder_entry", to="accounts.company"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "finder entries",
            },
        ),
        migrations.CreateModel(
            name="EnquiryTaker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enquiries_taken",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="takers", to="networking.finderentry"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="finderentry",
            index=django.contrib.postgres.indexes.GinIndex(fields=["countries"], name="finder_countries"),
        ),
        migrations.AddConstraint(
            model_name="enquirytaker",
            constraint=models.UniqueConstraint(
                models.F("entry"), models.F("person"), name="one_enquiry_taker_per_entry_and_person"
            ),
        ),
    ]
