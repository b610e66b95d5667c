"""What the public log keeps back."""

import pytest

from community.moderation import actions as moderation
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("who", "sees"), [(None, False), ("bob", False), ("mona", True)])
def test_reason_of_a_declined_application_is_for_moderators_only(browse, request, ada, who, sees):
    reason = "The imprint names somebody else."
    moderation.decline_application(make.make_application(), moderator=ada, reason=reason)

    page = browse(request.getfixturevalue(who) if who else None).get("/moderation/log/").text

    assert "declined a partner application" in page
    assert (reason in page) is sees


def test_reason_of_a_hidden_post_is_public(browse, ada):
    moderation.hide_post(make.make_post(), moderator=ada, reason="Quotes a letter under NDA.")

    assert "Quotes a letter under NDA." in browse().get("/moderation/log/").text


def test_secrets_of_second_factors_are_not_on_the_admin_site(browse, ada):
    assert browse(ada).get("/admin/mfa/authenticator/").status_code == 404
