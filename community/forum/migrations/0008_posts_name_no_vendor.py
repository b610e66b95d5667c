from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0007_hats_of_earlier_posts"),
    ]

    operations = [
        migrations.RemoveField(model_name="post", name="speaks_for"),
    ]
