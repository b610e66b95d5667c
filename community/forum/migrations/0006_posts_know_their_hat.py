import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_public_proof_of_hats"),
        ("forum", "0005_posts_withheld"),
    ]

    operations = [
        migrations.AddField(
            model_name="post",
            name="hat",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="posts",
                to="accounts.hat",
            ),
        ),
    ]
