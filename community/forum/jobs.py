"""Work of this area that happens after the answer."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from community.forum import actions
from community.forum.models import Revision


@app.task(name="forum.compare_revision", retry=RetryStrategy(max_attempts=5, exponential_wait=4))
def compare_revision(revision_id: int) -> None:
    revision = Revision.objects.filter(pk=revision_id).first()  # erased with its post, perhaps
    if revision is not None:
        actions.compare_revision(revision)


@app.periodic(cron="*/10 * * * *")
@app.task(name="forum.erase_removed_posts", queueing_lock="forum.erase_removed_posts")
def erase_removed_posts(timestamp: int) -> None:
    actions.erase_removed_posts()


# A few minutes past each hour, as the day begins at another hour in every zone.
@app.periodic(cron="11 * * * *")
@app.task(name="forum.remind_of_bookmarks", queueing_lock="forum.remind_of_bookmarks", retry=3)
def remind_of_bookmarks(timestamp: int) -> None:
    actions.remind_of_bookmarks()


@app.periodic(cron="23 * * * *")
@app.task(name="forum.remove_unused_images", queueing_lock="forum.remove_unused_images")
def remove_unused_images(timestamp: int) -> None:
    actions.remove_unused_images()


@app.task(name="forum.remove_image_file", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def remove_image_file(name: str) -> None:
    actions.remove_image_file(name)
