"""Who can help: whom the site shows for a need, why, and that nothing is told that one may not read."""

import pytest

from community.accounts.models import User
from community.forum.models import Post
from community.networking.actions import accept_introduction, set_peer_settings
from community.networking.models.profiles import shown_to_members
from community.networking.queries import helpers_for_change, helpers_for_tag, helpers_for_thread
from community.networking.rules.helpers import FORMULA
from tests import factories as make
from tests.networking.helping import program_called, prove, tell

pytestmark = pytest.mark.django_db


def shown(helpers) -> list[str]:
    return [helper.person.handle for helper in helpers]


def why(helpers) -> dict[str, list[str]]:
    return {helper.person.handle: [reason.words for reason in helper.reasons] for helper in helpers}


# --- Who is left out, and what may not be told -----------------------------------------------------------


@pytest.fixture
def renewal(db):
    return make.make_tag("renewal")


def test_reasons_are_said_and_what_is_shown_has_grounds(bob, bea, renewal, browse):
    program = program_called("nordwind")
    tell(bob, languages="de en", country="AT", can_help="")
    tell(bea, skills="renewal", languages="de", country="AT", held="nordwind:gold")
    rita, neighbour = make.make_partner("rita"), tell(make.make_partner("nele"), languages="de", country="AT")
    prove(rita, "renewal", accepted=2, helpful=3)
    change = make.make_change(vendor=program.vendor, programs=[program], tags=[renewal])

    found = helpers_for_change(bob, change)

    assert why(found) == {
        "rita": ["Had 2 answers accepted under #renewal", "Was found helpful 3 times under #renewal"],
        "bea": ["Names #renewal as a skill", "Holds Gold (Nordwind)", "Speaks German", "Works in Austria"],
    }
    assert neighbour.handle not in shown(found), "to speak German is no help by itself"
    page = browse(bob).get(f"{change.get_absolute_url()}who-can-help/").text
    assert page.index("Had 2 answers accepted") < page.index("Holds Gold (Nordwind)")
    assert f'/people/bea/introduction/?about={change.get_absolute_url()}"' in page


def test_hidden_facts_are_no_reason_and_move_nobody(bob, renewal):
    hidden = {"shown_to": dict.fromkeys(shown_to_members(), "contacts")}
    for handle in ("ann", "ben", "cleo"):
        prove(make.make_partner(handle), "renewal", helpful=2)
    tell(bob, languages="de")
    before = [(one.person.handle, one.score, one.reasons) for one in helpers_for_tag(bob, renewal)]
    tell(User.objects.get(handle="cleo"), skills="renewal", languages="de", full=True, **hidden)
    secret = tell(make.make_partner("dora"), skills="renewal", **hidden)

    after = helpers_for_tag(bob, renewal)

    assert [(one.person.handle, one.score, one.reasons) for one in after] == before
    accept_introduction(make.make_introduction(bob, secret), by=secret, contact="Ring twice")
    assert "dora" in shown(helpers_for_tag(bob, renewal)), "a contact reads it"


def test_what_was_written_under_a_pseudonym_or_is_hidden_proves_nothing(bob, bea, renewal):
    thread = make.make_thread(tags=[renewal])
    for post in (make.make_post(thread, bea, masked=True), make.make_hidden_post(thread, bea)):
        Post.objects.filter(pk=post.pk).update(helpful_count=5)
    assert shown(helpers_for_tag(bob, renewal)) == []

    own = make.make_thread(bea, tags=[renewal])
    Post.objects.filter(thread=own).update(helpful_count=5)
    assert shown(helpers_for_tag(bob, renewal)) == [], "nor do the words of one's own question"

    Post.objects.filter(pk=make.make_post(thread, bea).pk).update(helpful_count=5)
    assert why(helpers_for_tag(bob, renewal))["bea"][0] == "Was found helpful 5 times under #renewal"


def test_what_carries_several_tags_counts_once(bob, bea, renewal):
    licensing, asker = make.make_tag("licensing"), make.make_partner()
    for post in prove(bea, "renewal", helpful=2):
        post.thread.tags.add(licensing)
    question = make.make_thread(asker, tags=[renewal, licensing])

    assert why(helpers_for_thread(bob, question))["bea"][:1] == ["Was found helpful 2 times under #licensing"]
    assert helpers_for_thread(bob, question)[0].score == helpers_for_tag(asker, renewal)[0].score


def test_left_out_are_oneself_the_asker_who_has_no_room_and_who_is_not_listed(bob, bea, renewal):
    tell(bob, skills="renewal")
    tell(bea, skills="renewal")
    tell(make.make_partner("fay"), skills="renewal", full=True)
    tell(make.make_partner("una"), skills="renewal", is_listed=False)
    tell(make.make_partner("kim"), skills="renewal")
    question = make.make_thread(bea, tags=[renewal])

    assert shown(helpers_for_thread(bob, question)) == ["kim"]


def test_asker_under_a_pseudonym_is_shown_as_any_other_time(bob, bea, renewal):
    tell(bea, skills="renewal")

    masked = make.make_thread(bea, masked=True, tags=[renewal])

    assert shown(helpers_for_thread(bob, masked)) == ["bea"], "or her absence would tell who asks"


def test_who_asked_so_is_not_shown_to_companies_in_the_same_market(bob, bea, renewal):
    tell(bob, country="DE", role="reseller", can_help="")
    tell(bea, skills="renewal", country="DE", role="reseller")
    assert shown(helpers_for_tag(bob, renewal)) == ["bea"]

    set_peer_settings(bea, shown_in_own_market=False)

    assert shown(helpers_for_tag(bob, renewal)) == []
    for country, role in (("DE", "isv"), ("FR", "reseller")):
        other = tell(make.make_partner(), country=country, role=role, can_help="")
        assert shown(helpers_for_tag(other, renewal)) == ["bea"], (country, role)


def test_formula_is_printed_as_it_is_counted(bob, browse):
    page = browse(bob).get("/directory/who-can-help/").text

    for weight in FORMULA.values():
        assert f'<th scope="row">{weight.label}</th><td class="numeric">{weight.points}</td>' in page


def test_pages_load_it_as_a_part(bob, bea, renewal, browse):
    tell(bea, skills="renewal")
    question = make.make_thread(bob, tags=[renewal])
    change = make.make_change(tags=[renewal])

    for address in (question.get_absolute_url(), change.get_absolute_url(), "/tags/renewal/"):
        assert f'hx-get="{address}who-can-help/"' in browse(bob).get(address).text
        part = browse(bob).get(f"{address}who-can-help/", headers={"HX-Request": "true"}).text
        assert "Names #renewal as a skill" in part
        assert "<html" not in part


def test_on_how_many_changes_somebody_helped(bob, bea, browse):
    changes = [make.make_change(), make.make_change()]
    for change in [*changes, changes[0]]:
        prove(bea, "renewal", helpful=1, change=change)
    prove(bea, "renewal", accepted=1)
    rumour = make.make_rumour()
    prove(bea, "renewal", helpful=1, change=rumour)

    assert "helped on 3 changes" in browse(bob).get("/people/bea/").text
    assert "helped on 3 changes" in browse(bob).get("/directory/").text
    assert "helped on 2 changes" in browse().get("/people/bea/").text, "visitors know of no rumours"
