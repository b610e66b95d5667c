"""A copy of everything of one member: all of theirs, nothing of others, for its owner only."""

import datetime as dt
import io
import json
import zipfile

import pytest
import time_machine
from django.utils import timezone

from community.accounts import exports, retention
from community.accounts.models import DataExport, User
from community.forum.models import Draft
from community.moderation import actions as moderation
from community.moderation.models import Decision
from community.web.exports import WITHHELD, file_of, owned
from tests import factories as make
from tests.accounts.pages import mails_to, text_of
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

DATA, FILE = "/accounts/data/", "/accounts/data/file/"


@pytest.fixture
def dora():
    return make.make_partner("dora", name="Dora Mineword", password=PASSWORD)


@pytest.fixture
def client(browse, dora):
    client = browse()
    client.post("/accounts/login/", {"login": dora.email, "password": PASSWORD})
    return client


def read(content: bytes) -> dict[str, list]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: json.loads(archive.read(name)) for name in archive.namelist()}


def test_every_column_that_names_a_person_is_owned_or_withheld():
    every = {f"{one.related_model._meta.label_lower}.{one.field.name}" for one in User.pointing_here()}

    assert every - WITHHELD == {
        "account.emailaddress.user", "accounts.accountclosing.member", "accounts.hat.wearer",
        "accounts.hatrequest.requester", "accounts.verificationevidence.owner",
        "accounts.vouch.voucher", "accounts.companyclaim.claimant",
        "accounts.mask.person", "accounts.membership.user", "accounts.moderatorscope.person",
        "accounts.partnerapplication.applicant", "accounts.personalfacets.member", "accounts.sanction.person",
        "accounts.withheldtext.person",
        "activity.activity.actor",
        "forum.acceptedanswer.accepted_by", "forum.bookmark.member", "forum.draft.member", "forum.image.owner",
        "forum.importedperson.member", "forum.post.author", "forum.signal.member", "forum.tally.member",
        "forum.thread.author", "forum.threadreader.member", "mfa.authenticator.user", "moderation.report.reporter",
        "moderation.appeal.appellant",
        "networking.contactroute.added_by", "networking.routevote.voted_by", "networking.ticket.member",
        "networking.block.member", "networking.message.author", "networking.participant.person",
        "networking.enquirytaker.person",
        "networking.introduction.requester", "networking.introductionanswer.answerer",
        "networking.helpoffer.person", "networking.peersettings.member", "networking.peerfollow.member",
        "networking.roundseat.person", "networking.teamingentry.author", "networking.teamingalert.person",
        "networking.groupmembership.person", "networking.attendance.person",
        "networking.event.planned_by", "forum.circleseat.person",
        "networking.profile.member", "networking.skill.member", "networking.vendortie.member",
        "notifications.ladder.member", "notifications.notification.recipient", "notifications.preference.member",
        "notifications.reminder.recipient", "programs.calendaraddress.member", "programs.change.proposed_by",
        "programs.changestep.recorded_by", "programs.changevisit.member", "programs.effectreport.consultant",
        "programs.effectreport.reported_by", "programs.fixreport.member", "programs.follow.member",
        "programs.holding.member", "programs.matrixterm.recorded_by", "programs.officialanswer.author",
        "programs.playbooklook.member", "programs.question.asked_by", "programs.rumoursupport.member",
        "programs.savedsearch.member", "programs.signature.member", "programs.steptick.member",
        "programs.verdict.member",
        "socialaccount.socialaccount.user", "tags.tagfollow.member", "usersessions.usersession.user",
    } == set(owned())  # fmt: skip
    assert every >= WITHHELD


def test_all_of_mine_is_in_it_and_nothing_of_others(dora, bob, client):
    client.get("/")
    thread = make.make_thread(dora, source="Mineword opening")
    Draft.objects.create(member=dora, thread=thread, source="Mineword draft", saved_at=timezone.now())
    make.make_application(dora, message="Mineword check")
    make.make_second_factor(dora)
    make.make_hidden_post(thread, dora)
    decision = Decision.objects.latest("pk")
    appeal = moderation.make_appeal(decision, appellant=dora, text="Mineword appeal")
    moderation.uphold_appeal(appeal, moderator=make.make_moderator("mona"), reason="Mineword answer")
    make.make_post(thread, bob, source="Otherword reply")
    Draft.objects.create(member=bob, thread=thread, source="Otherword draft", saved_at=timezone.now())

    files = read(file_of(dora))

    words = json.dumps(files)
    assert {name for name in files if "Mineword" in json.dumps(files[name])} >= {
        "accounts.user.json", "forum.draft.member.json", "forum.post.author.json",
        "accounts.verificationevidence.owner.json", "moderation.appeal.appellant.json",
    }  # fmt: skip
    assert "decided_by" not in words
    assert [row["email"] for row in files["accounts.user.json"]] == [dora.email]
    assert [row["ip"] for row in files["usersessions.usersession.user.json"]] == ["127.0.0.1"]
    assert [word for word in ("Otherword", bob.email, bob.name, "nobody-has-it", "session_key") if word in words] == []


def test_worker_makes_it_its_owner_is_mailed_and_loads_it_after_the_password(client, dora, browse, bob, work):
    asked = client.post(DATA)
    assert (asked["Location"].partition("?")[0], DataExport.objects.count()) == ("/accounts/reauthenticate/", 0)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post(DATA)
    assert "is being made" in text_of(client.get(DATA))
    assert client.get(FILE).status_code == 404
    assert exports.ask_for_export(dora) is False
    work()

    (told,) = mails_to(dora.email)
    assert (told.subject, told.attachments) == ("The copy of your data is ready", [])
    given = client.get(FILE)
    assert (given["Content-Type"], given["Cache-Control"]) == ("application/zip", "private, no-store")
    assert [row["handle"] for row in read(given.content)["accounts.user.json"]] == ["dora"]

    other = browse()
    other.post("/accounts/login/", {"login": dora.email, "password": PASSWORD})
    assert other.get(FILE)["Location"].startswith("/accounts/reauthenticate/")
    assert browse().get(FILE)["Location"].startswith("/accounts/login/")


def test_nobody_elses_is_given_and_none_after_seven_days(dora, browse, bob, work):
    exports.ask_for_export(dora)
    work()
    bob.set_password(PASSWORD)
    bob.save()
    client = browse()
    client.post("/accounts/login/", {"login": bob.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.get(FILE).status_code == 404

    with time_machine.travel(timezone.now() + dt.timedelta(days=6, hours=23)):
        assert exports.drop_old_exports() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=7, hours=1)):
        assert exports.drop_old_exports() == 1


def test_copy_goes_with_the_account(dora, work):
    exports.ask_for_export(dora)
    work()
    retention.scrub(dora)

    assert not DataExport.objects.exists()
