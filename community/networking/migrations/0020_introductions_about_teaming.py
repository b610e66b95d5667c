import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0019_teaming_board"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="introduction",
            name="introduction_about_one_thing",
        ),
        migrations.AddField(
            model_name="introduction",
            name="teaming_entry",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="networking.teamingentry",
            ),
        ),
        migrations.AddConstraint(
            model_name="introduction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("change", None), ("question", None), ("thread", None)),
                    models.Q(("change", None), ("question", None), ("teaming_entry", None)),
                    models.Q(("change", None), ("teaming_entry", None), ("thread", None)),
                    models.Q(("question", None), ("teaming_entry", None), ("thread", None)),
                    _connector="OR",
                ),
                name="introduction_about_one_thing",
            ),
        ),
    ]
