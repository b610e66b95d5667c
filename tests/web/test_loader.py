"""The demo community: all there, at once or not at all, and true in every counter."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from community.accounts.models import User
from community.forum.models import Post, Thread
from community.moderation.models import Report
from community.moderation.queries import queue
from community.notifications.models import Notification
from community.programs.models import Change, ChangeStep, Vendor
from community.web.demo import loader
from tests.counting import MOST, counts
from tests.pages import faults


def rows() -> dict[str, int]:
    models = [model for app in apps.get_app_configs() if app.name.startswith("community") for model in app.get_models()]
    return {model._meta.label: model.objects.count() for model in models}


def load() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_demo_community_is_loaded_once_and_true(browse):
    first = load()
    loaded = rows()
    second = load()

    assert first.splitlines() == ["All counters equal their rows.", "The demo community is loaded."]
    assert second.splitlines() == ["The demo community is loaded already."]
    assert rows() == loaded

    assert Vendor.objects.count() >= 12
    assert Change.objects.published().count() >= 40
    assert User.objects.count() >= 60
    assert Post.objects.count() >= 150
    assert max(Post.objects.values_list("depth", flat=True)) >= 5  # six levels, the first included
    assert Post.objects.held().exists()
    assert Post.objects.filter(state="hidden").exists()
    assert Report.objects.open().exists()
    assert Thread.objects.filter(locked_at__isnull=False).exists()
    mona = User.objects.get(handle="mona")
    assert {item.name for item in queue(mona)} == {
        "post",
        "report",
        "thing",
        "notice",
        "application",
        "change",
        "update",
        "handover",
        "hat",
        "claim",
    }

    # Every change has its first step with a source of its own, and stands where its last step says.
    assert not Change.objects.filter(steps=None).exists()
    last = {step.change_id: step.to_state for step in ChangeStep.objects.order_by("change", "pk")}
    assert {change.pk: change.state for change in Change.objects.all()} == last
    # Nothing that is loaded is mailed, and nobody is told of what they may not see.
    assert not Notification.objects.filter(mailed_at=None).exists()
    domains = {user.email.rpartition("@")[2] for user in User.objects.filter(is_face=False)}
    assert [domain for domain in domains if domain != "example.org" and not domain.endswith(".example")] == []

    reader = browse()
    pages = {"home": "/", "changes": "/changes/", "vendors": "/vendors/", "threads": "/t/", "tags": "/tags/"}
    pages |= {change.title: change.get_absolute_url() for change in Change.objects.visible_to(mona).published()[:5]}
    pages = {name: address for name, address in pages.items() if reader.get(address).status_code == 200}
    pages |= {thread.title: thread.get_absolute_url() for thread in Thread.objects.order_by("-post_count")[:3]}
    assert len(pages) >= 10
    assert [fault for address in pages.values() for fault in faults(reader.get(address).text)] == []
    assert [name for name, count in counts(reader, pages).items() if count > MOST] == []


@pytest.mark.django_db
def test_an_error_while_loading_leaves_nothing_behind(monkeypatch):
    def fail(*_args):
        raise ZeroDivisionError

    monkeypatch.setattr(loader.Story, "write_people", fail)
    with pytest.raises(ZeroDivisionError):
        loader.load()

    assert not Vendor.objects.exists()
    assert not loader.is_loaded()
