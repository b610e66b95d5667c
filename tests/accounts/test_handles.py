"""Handles and names that pass for others', for the site's, for a vendor's or for a moderator's are not taken."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from community.accounts import handles
from community.accounts.models import FormerHandle, User
from community.accounts.names import refuse_misleading, tidy_name
from community.accounts.querysets import HANDLE_SHAPE
from community.accounts.rules import check_handle_is_free
from community.core.refusals import allowed
from tests import factories as make
from tests.accounts.pages import answers, errors_of

KEPT = [
    "admin", "adm1n", "admln", "a-d-m-i-n", "admin2", "admin-24", "m0derator", "rnoderator", "5upport", "5uppor7",
    "back-channel", "backchanne1", "0fficial", "official-team", "support_team", "verified-partner", "imported-x1",
]  # fmt: skip
FREE = ["dora", "administrate", "modern", "alliance", "team-green", "bob-2", "ella", "elia", "newton", "mea"]


@pytest.mark.parametrize("handle", KEPT)
def test_what_could_be_taken_for_the_site_is_kept(handle):
    with pytest.raises(ValidationError, match="kept for the site"):
        handles.refuse_reserved(handle)


@pytest.mark.parametrize("handle", FREE)
def test_ordinary_handles_are_free(handle, db):
    handles.refuse_reserved(handle)
    check_handle_is_free(handle)


ALIKE = [("paul", "pau1"), ("bob", "b0b"), ("bernd", "bemd"), ("ewald", "evvald"), ("max-meyer", "maxmeyer"),
         ("max_meyer", "m-a-x-meyer"), ("lola", "1o1a")]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), ALIKE)
@pytest.mark.django_db
def test_handle_that_looks_like_anothers_is_refused_by_rule_and_database(browse, first, second):
    make.make_user(first)

    refused = browse().post("/accounts/signup/", answers(username=second))

    assert errors_of(refused) == [f"“{second}” is taken, or looks like one that is. Choose one that differs more."]
    with pytest.raises(IntegrityError, match="user_handle_shape_unique"), transaction.atomic():
        make.make_user(second)
    assert not User.objects.filter(handle=second).exists()


@pytest.mark.django_db
def test_python_and_the_database_see_the_same_shape():
    names = ["bernd", "evvald", "m-a_x", "1o0l", "rrnn", "vvv", "r-n", "0-1_rnvv", "user10"]
    for number, name in enumerate(names):
        User.objects.bulk_create([User(email=f"{number}@example.org", handle=name, name="N")], ignore_conflicts=True)

    seen = dict(User.objects.annotate(seen=HANDLE_SHAPE).values_list("handle", "seen"))
    assert seen == {name: handles.shape(name) for name in names}


@given(st.text("abrnmvw01lo-_", min_size=3, max_size=20))
def test_shape_of_a_shape_that_has_no_pairs_is_itself(handle):
    shape = handles.shape(handle)
    assert handles.shape(shape.upper()) == handles.shape(shape)
    assert not set(shape) & set("01-_")


@pytest.mark.django_db
def test_names_of_vendors_and_staff_are_theirs(mona):
    make.make_vendor("Great Systems")
    make.make_user("maria", name="Maria Moser", role="moderator")

    refused = ["great-systems", "greatsystems", "great5ystems", "gr3at-5y5tems", "maria-moser", "rnaria-m0ser",
               "m0na", "mona-support", "official_mona", "marla-moser"]  # fmt: skip
    free = ["great", "systems-great", "moser", "monalisa", "mona-lisa"]
    assert [handle for handle in refused if allowed(check_handle_is_free, handle)] == []
    assert [handle for handle in free if not allowed(check_handle_is_free, handle)] == []


@pytest.mark.django_db
def test_handle_that_was_given_up_is_not_given_again_for_ninety_days(browse):
    FormerHandle.objects.create(trace=handles.trace("paula"), given_up_at=timezone.now())
    assert "paula" not in FormerHandle.objects.get().trace

    refused = browse().post("/accounts/signup/", answers(username="pau1a"))
    assert errors_of(refused) == ["“pau1a” is taken, or looks like one that is. Choose one that differs more."]
    with time_machine.travel(timezone.now() + dt.timedelta(days=90)):
        assert allowed(check_handle_is_free, "pau1a")
    with time_machine.travel(timezone.now() + dt.timedelta(days=89)):
        assert not allowed(check_handle_is_free, "pau1a")


# --- Names -----------------------------------------------------------------------------------------------

NAMES = [
    "Dora Dorn", "Zoë O’Neill", "Jürgen-Peter van der Berg", "Наталья Ковалёва", "Ἀλέξανδρος", "山田 太郎",
    "高橋みなみ", "キム・ジウ", "김지우", "José María",
    "Nguyễn Thị Ánh", "محمد علي", "Dora (ДОРА)", "R2 D2", "X Æ 12",
]  # fmt: skip
MISLEADING = {
    "Dоra": "mixes letters of two scripts",  # a Cyrillic o
    "Αlice": "mixes letters of two scripts",  # a Greek capital alpha
    "Do\u200bra": "nobody can see",
    "Dora\u202egro": "nobody can see",
    "\u3164\u3164": "nobody can see",
    "Do\u00adra": "nobody can see",
    "Dora\U000e0041": "nobody can see",
    "Dora\ufe0f": "nobody can see",
    "Dora\x07": "nobody can see",
    "D\u0336\u0337\u0335\u0334ora": "piles marks",
    "--- !": "at least one letter",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_the_world_are_taken(name):
    refuse_misleading(tidy_name(name))


@pytest.mark.parametrize(("name", "sentence"), MISLEADING.items(), ids=map(ascii, MISLEADING))
def test_name_that_shows_something_else_than_it_is_is_refused(name, sentence):
    with pytest.raises(ValidationError, match=sentence):
        refuse_misleading(tidy_name(name))


@pytest.mark.django_db
def test_name_is_kept_in_its_usual_form_in_sign_up_and_profile(browse, bob):
    browse().post("/accounts/signup/", answers(name="  Ｄｏｒａ \u2003 Doŕn "))
    assert User.objects.get(handle="dora").name == "Dora Doŕn"

    client = browse(bob)
    client.post("/accounts/profile/", {"name": "Bob\u00a0 ﬁne"})
    bob.refresh_from_db()
    assert bob.name == "Bob fine"
    refused = client.post("/accounts/profile/", {"name": "B\u200bob"})
    assert errors_of(refused) == ["The name has a character that nobody can see. Type it anew."]
