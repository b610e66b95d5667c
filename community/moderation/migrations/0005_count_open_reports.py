from django.db import migrations
from django.db.models import Count, OuterRef, Subquery


def count(apps, schema_editor):
    """Posts know from now on how many reports of them are open."""
    posts, reports = apps.get_model("forum", "Post").objects, apps.get_model("moderation", "Report").objects
    still_open = reports.filter(closed_at=None, post=OuterRef("pk")).order_by().values("post")
    flagged = posts.filter(pk__in=reports.filter(closed_at=None).values("post"))
    flagged.update(flag_count=Subquery(still_open.annotate(n=Count("pk")).values("n")))


class Migration(migrations.Migration):
    dependencies = [("moderation", "0004_verbs_about_questions"), ("forum", "0020_signals")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
