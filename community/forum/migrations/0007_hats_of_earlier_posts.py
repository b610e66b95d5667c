from django.db import migrations
from django.db.models import Max, Min


def find_hats(apps, schema_editor):
    """What was said for a vendor was said under its author's hat: the one worn then, else the latest, else one that
    is made of the posts themselves and is off since the last of them."""
    posts, hats = _managers(apps)
    spoken = posts.exclude(speaks_for=None)
    for author, vendor, first, last in spoken.values_list("author", "speaks_for").annotate(
        Min("created_at"), Max("created_at")
    ):
        own = hats.filter(wearer=author, vendor=vendor)
        hat = own.filter(granted_at__lte=first).order_by("-granted_at").first() or own.order_by("granted_at").first()
        hat = hat or hats.create(wearer_id=author, vendor_id=vendor, granted_at=first, doffed_at=last)
        spoken.filter(author=author, speaks_for=vendor).update(hat=hat)


def name_vendors(apps, schema_editor):
    posts, hats = _managers(apps)
    for hat in hats.filter(pk__in=posts.exclude(hat=None).values("hat")):
        posts.filter(hat=hat).update(speaks_for=hat.vendor_id)


def _managers(apps):
    return apps.get_model("forum", "Post").objects, apps.get_model("accounts", "Hat").objects


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0006_posts_know_their_hat"),
    ]

    operations = [
        migrations.RunPython(find_hats, name_vendors),
    ]
