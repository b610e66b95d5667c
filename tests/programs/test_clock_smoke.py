import pytest

from community.programs import actions, queries
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_smoke(browse, alice, mona):
    vendor = alice.hats.get().vendor
    change = make.make_change(vendor=vendor)
    people = [make.make_partner() for _ in range(11)]
    q = actions.ask_question(change, member=people[0], text="Why does the fee go up in this year?")
    for p in people[1:9]:
        actions.sign_question(q, member=p)
    page = browse(people[10])
    url = change.get_absolute_url()
    assert page.get(url).status_code == 200
    r = page.post(f"{url}questions/1/sign/", headers={"HX-Request": "true"})
    print(r.text)
    assert r.status_code == 200
    q.refresh_from_db()
    assert q.sent_on
    rep = browse(alice)
    assert rep.get(f"{url}answers/new/").status_code == 200
    assert rep.post(f"{url}answers/new/", {"body": "It goes **up**.", "q1": "answers"}).status_code == 302
    print(page.get(url).text)
    addresses = [
        f"{url}questions/",
        f"{url}questions/1/fixed/",
        f"/vendors/{vendor.slug}/record/",
        f"/vendors/{vendor.slug}/questions/",
        "/changes/?unanswered=1",
        f"/vendors/{vendor.slug}/",
        "/",
    ]
    for a in addresses:
        assert page.get(a).status_code == 200, a
    assert queries.vendor_record(vendor) == queries.vendor_record_from_history(vendor)
    assert browse(mona).get(f"{url}questions/1/curate/").status_code == 200
    assert browse(mona).get("/questions/handover/").status_code == 200
    assert browse(people[9]).get(f"{url}questions/new/").status_code == 200
