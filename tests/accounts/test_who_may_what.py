"""Every role against every rule, as one table."""

import pytest
from django.contrib.auth.models import AnonymousUser

from community.accounts import rules as accounts
from community.core.refusals import Refused, allowed
from community.forum import rules as forum
from community.moderation import rules as moderation
from community.programs import rules as programs
from tests import factories as make

pytestmark = pytest.mark.django_db

# Rules about the state of a thing more than about a role: each has its tests beside the thing.
OF_STATES = {
    "check_can_sign", "check_can_report_fixed", "check_can_decide_about",
    "check_can_judge", "check_can_bring_terms", "check_is_not_past",
    "check_is_evidence", "check_can_supersede", "check_step_is_whole", "check_can_be_accepted", "check_pace_of_posts",
    "check_pace_of_threads", "check_pace_of_reports", "check_handle_is_free", "check_can_close_account",
    "check_is_not_silenced", "is_silenced", "is_suspended", "check_can_sanction",
    "check_can_take_from", "check_can_put_into", "check_can_merge", "check_can_be_of_kind",
    "check_can_be_called", "check_watched_words", "check_can_wear", "check_can_doff_hat", "check_can_vouch",
    "check_can_look", "check_belongs_to", "check_can_claim", "check_can_edit_company", "check_can_end_claim",
    "check_can_ask_to_vouch",
    "check_can_start_in", "check_is_same_circle",  # in tests/forum/test_group_threads.py
    # In tests/moderation/test_scopes.py and test_desk_queue.py.
    "check_can_take_scope", "check_is_not_claimed",
    # In tests/moderation/test_appeals.py and test_undo.py.
    "check_can_appeal", "check_can_decide_appeal", "check_can_undo",
    # In tests/forum/test_masks.py and tests/moderation/test_masks.py.
    "check_can_show", "check_mask_is_as_seen", "check_can_be_trusted", "is_newcomer",
}  # fmt: skip
ROLES = ["visitor", "carla", "nils", "bob", "alice", "mona", "ada", "sam"]

# One column a role: a visitor, Carla the consultant, Nils the new partner, Bob the partner, Alice the
# representative, Mona the moderator, Ada the administrator, Sam who is suspended.
TABLE = """
                          visitor carla nils bob alice mona ada sam
is_member                    –      x    x    x    x    x    x   –
is_partner                   –      –    x    x    –    x    x   –
is_moderator                 –      –    –    –    –    x    x   –
is_admin                     –      –    –    –    –    –    x   –
is_trusted                   –      –    –    x    –    x    x   –
is_representative            –      –    –    –    x    –    –   –
may_converse                 –      –    x    x    x    x    x   –
check_can_apply              –      x    –    –    x    x    x   –
check_can_ask_for_hat        –      x    x    x    x    x    x   –
check_is_moderator           –      –    –    –    –    x    x   –
check_moderates              –      –    –    –    –    x    x   –
check_can_propose            –      –    x    x    –    x    x   –
check_can_publish            –      –    –    –    –    x    x   –
check_can_move               –      –    –    –    –    x    x   –
check_can_move a draft       –      –    –    –    –    –    –   –
check_can_start_thread       –      –    x    x    –    x    x   –
check_can_reply              –      –    x    x    x    x    x   –
reply where it is locked     –      –    –    –    –    x    x   –
reply where it is hidden     –      –    –    –    –    –    –   –
reply where it waits         –      –    –    –    –    –    –   –
check_can_add_image          –      –    x    x    x    x    x   –
check_can_mask               –      –    x    x    –    –    –   –
check_can_lift_mask          –      –    –    –    –    –    x   –
check_can_keep_marks         –      x    x    x    x    x    x   –
summarize another's thread   –      –    –    –    –    x    x   –
check_can_summarize one's            –    –    x    –    x    x   –
check_can_delete another's   –      –    –    –    –    –    –   –
check_can_delete one's own           x    x    x    x    x    x   –
check_can_report another's   –      x    x    x    x    x    x   –
check_can_report one's own           –    –    –    –    –    –   –
report what is hidden        –      –    –    –    –    –    –   –
check_can_moderate           –      –    –    –    –    x    x   –
check_can_decide             –      –    –    –    –    x    x   –
decide about one's own               –    –    –    –    –    –   –
check_is_at_the_desk         –      –    –    –    –    x    x   –
check_can_give_scopes        –      –    –    –    –    –    x   –
check_can_follow             –      x    x    x    x    x    x   –
check_can_save_search        –      x    x    x    x    x    x   –
check_can_have_calendar      –      x    x    x    x    x    x   –
check_can_tell_business      –      x    x    x    x    x    x   –
check_can_tick               –      x    x    x    x    x    x   –
check_can_report_effect      –      x    x    x    –    –    –   –
check_can_read_census        –      –    x    x    –    x    x   –
check_can_ask                –      –    x    x    –    –    –   –
check_can_answer             –      –    –    –    –    –    –   –
check_can_support            –      –    x    x    –    –    –   –
check_can_edit_sheets        –      –    –    x    –    x    x   –
check_can_restore            –      –    –    –    –    x    x   –
check_can_edit a record      –      –    –    –    –    x    x   –
check_can_curate             –      –    –    –    –    x    x   –
check_can_edit_matrix        –      –    –    –    –    –    x   –
check_can_keep_sources       –      –    –    –    –    x    x   –
check_can_publish_together   –      –    –    –    –    x    x   –
check_can_edit another's     –      –    –    –    –    x    x   –
check_can_edit one's own            –    –    x    –    x    x    –
check_can_undo_delete        –      –    –    –    –    –    –   –
check_can_start_kind         –      –    x    x    –    x    x   –
announce                     –      –    –    –    –    x    x   –
check_can_signal another's   –      –    x    x    x    x    x   –
check_can_signal one's own          –    –    –    –    –    –   –
check_can_accept another's   –      –    –    –    –    x    x   –
check_can_accept one's own          x    x    x    x    x    x   –
check_can_verify             –      –    x    x    –    x    x   –
"""

RULES = {
    "is_member": lambda who, world: accounts.is_member(who),
    "is_partner": lambda who, world: accounts.is_partner(who),
    "is_moderator": lambda who, world: accounts.is_moderator(who),
    "is_admin": lambda who, world: accounts.is_admin(who),
    "is_trusted": lambda who, world: accounts.is_trusted(who),
    "is_representative": lambda who, world: accounts.is_representative(who),
    "may_converse": lambda who, world: accounts.may_converse(who),
    "check_can_apply": lambda who, world: allowed(accounts.check_can_apply, who),
    "check_can_ask_for_hat": lambda who, world: allowed(accounts.check_can_ask_for_hat, who),
    "check_is_moderator": lambda who, world: allowed(accounts.check_is_moderator, who),
    "check_moderates": lambda who, world: allowed(accounts.check_moderates, who, world.post()),
    "check_can_propose": lambda who, world: allowed(programs.check_can_propose, who),
    "check_can_publish": lambda who, world: allowed(programs.check_can_publish, who),
    "check_can_move": lambda who, world: allowed(programs.check_can_move, who, world.change),
    "check_can_move a draft": lambda who, world: allowed(programs.check_can_move, who, world.draft),
    "check_can_start_thread": lambda who, world: allowed(forum.check_can_start_thread, who),
    "check_can_reply": lambda who, world: allowed(forum.check_can_reply, who, world.thread()),
    "reply where it is locked": lambda who, world: allowed(
        forum.check_can_reply, who, world.thread(locked_at=world.now)
    ),
    "reply where it is hidden": lambda who, world: allowed(
        forum.check_can_reply, who, world.thread(hidden_at=world.now)
    ),
    "reply where it waits": lambda who, world: allowed(forum.check_can_reply, who, world.thread(published_at=None)),
    "check_can_add_image": lambda who, world: allowed(forum.check_can_add_image, who),
    "check_can_mask": lambda who, world: allowed(forum.check_can_mask, who),
    "check_can_lift_mask": lambda who, world: allowed(
        moderation.check_can_lift_mask, who, "A court asks who wrote this."
    ),
    "check_can_keep_marks": lambda who, world: allowed(forum.check_can_keep_marks, who),
    "summarize another's thread": lambda who, world: allowed(forum.check_can_summarize, who, world.thread()),
    "check_can_summarize one's": lambda who, world: allowed(
        forum.check_can_summarize, who, world.thread(author_id=who.pk)
    ),
    "check_can_delete another's": lambda who, world: allowed(forum.check_can_delete, who, world.post()),
    "check_can_delete one's own": lambda who, world: allowed(forum.check_can_delete, who, world.post(author=who)),
    "check_can_report another's": lambda who, world: allowed(moderation.check_can_report, who, world.post()),
    "check_can_report one's own": lambda who, world: allowed(moderation.check_can_report, who, world.post(author=who)),
    "report what is hidden": lambda who, world: allowed(moderation.check_can_report, who, world.hidden_post()),
    "check_can_moderate": lambda who, world: allowed(moderation.check_can_moderate, who),
    "check_can_decide": lambda who, world: allowed(moderation.check_can_decide, who, world.author),
    "decide about one's own": lambda who, world: allowed(moderation.check_can_decide, who, who),
    "check_is_at_the_desk": lambda who, world: allowed(moderation.check_is_at_the_desk, who),
    "check_can_give_scopes": lambda who, world: allowed(moderation.check_can_give_scopes, who),
    "check_can_follow": lambda who, world: allowed(programs.check_can_follow, who),
    "check_can_save_search": lambda who, world: allowed(programs.check_can_save_search, who),
    "check_can_have_calendar": lambda who, world: allowed(programs.check_can_have_calendar, who),
    "check_can_tell_business": lambda who, world: allowed(programs.check_can_tell_business, who),
    "check_can_tick": lambda who, world: allowed(programs.check_can_tick, who),
    "check_can_report_effect": lambda who, world: allowed(programs.check_can_report_effect, who, world.change),
    "check_can_read_census": lambda who, world: allowed(programs.check_can_read_census, who, world.change),
    "check_can_ask": lambda who, world: allowed(programs.check_can_ask, who, world.change),
    "check_can_answer": lambda who, world: allowed(programs.check_can_answer, who, world.change),
    "check_can_support": lambda who, world: allowed(programs.check_can_support, who, world.rumour),
    "check_can_edit_sheets": lambda who, world: allowed(programs.check_can_edit_sheets, who, world.change),
    "check_can_restore": lambda who, world: allowed(programs.check_can_restore, who),
    "check_can_edit a record": lambda who, world: allowed(programs.check_can_edit, who, world.change),
    "check_can_curate": lambda who, world: allowed(programs.check_can_curate, who),
    "check_can_edit_matrix": lambda who, world: allowed(programs.check_can_edit_matrix, who),
    "check_can_keep_sources": lambda who, world: allowed(programs.check_can_keep_sources, who),
    "check_can_publish_together": lambda who, world: allowed(moderation.check_can_publish_together, who, world.source),
    "check_can_edit another's": lambda who, world: allowed(forum.check_can_edit, who, world.post()),
    "check_can_edit one's own": lambda who, world: allowed(forum.check_can_edit, who, world.post(author=who)),
    "check_can_undo_delete": lambda who, world: allowed(forum.check_can_undo_delete, who, world.post(state="deleted")),
    "check_can_start_kind": lambda who, world: allowed(forum.check_can_start_kind, who, "review"),
    "announce": lambda who, world: allowed(forum.check_can_start_kind, who, "announcement"),
    "check_can_signal another's": lambda who, world: allowed(forum.check_can_signal, who, world.post()),
    "check_can_signal one's own": lambda who, world: allowed(forum.check_can_signal, who, world.post(author=who)),
    "check_can_accept another's": lambda who, world: allowed(forum.check_can_accept, who, world.thread()),
    "check_can_accept one's own": lambda who, world: allowed(
        forum.check_can_accept, who, world.thread(author_id=who.pk)
    ),
    "check_can_verify": lambda who, world: allowed(forum.check_can_verify, who),
}


class World:
    """A shown post of somebody without a role in the table, as loaded and then changed in memory."""

    def __init__(self):
        self._post = make.make_post()
        self.author = self._post.author
        self.now = self._post.created_at
        self.change = make.make_change()
        self.draft = make.make_draft()
        self.rumour = make.make_rumour()
        self.source = make.make_import_source(is_trusted=True)

    def thread(self, **changed):
        thread = type(self._post.thread).objects.get(pk=self._post.thread_id)
        vars(thread).update(changed)
        return thread

    def can_reply(self, who, **changed) -> bool:
        return allowed(forum.check_can_reply, who, self.thread(**changed))

    def post(self, *, author=None, **changed):
        post = type(self._post).objects.get(pk=self._post.pk)
        if author is not None:
            post.author_id = author.pk
        vars(post).update(changed)
        return post

    def hidden_post(self):
        type(self._post).objects.filter(pk=self._post.pk).update(state="hidden")
        return self.post()


@pytest.fixture
def world(db):
    return World()


def rows() -> dict[str, list[str]]:
    """The table: what each rule says, in the order of ``ROLES``; a visitor has nothing of their own."""
    head, *lines = TABLE.strip().splitlines()
    assert head.split() == ROLES
    read = {}
    for line in lines:
        name, marks = line[:29].strip(), line[29:].split()
        read[name] = ["–"] * (len(ROLES) - len(marks)) + marks
    return read


@pytest.mark.parametrize("rule", RULES)
def test_rule_says_what_the_table_says(rule, world, request):
    said = []
    for role in ROLES:
        who = request.getfixturevalue(role)
        owns_nothing = rule.endswith("own") and not who.is_authenticated
        said.append("–" if owns_nothing else "x" if RULES[rule](who, world) else "–")

    assert dict(zip(ROLES, said, strict=True)) == dict(zip(ROLES, rows()[rule], strict=True))


def test_table_and_rules_name_each_other():
    defined = {
        name
        for module in (accounts, forum, moderation, programs)
        for name, thing in vars(module).items()
        if name.startswith(("is_", "may_", "check_")) and getattr(thing, "__module__", "").startswith(module.__name__)
    }

    assert list(rows()) == list(RULES)
    assert {name.partition(" ")[0] for name in RULES} | OF_STATES >= defined


def test_every_refusal_is_a_sentence_for_the_member(world):
    nobody = AnonymousUser()
    sentences = []
    for check, arguments in [
        (accounts.check_can_apply, ()),
        (accounts.check_is_moderator, ()),
        (programs.check_can_propose, ()),
        (forum.check_can_start_thread, ()),
        (forum.check_can_reply, (world.thread(),)),
        (forum.check_can_delete, (world.post(),)),
        (moderation.check_can_report, (world.post(),)),
    ]:
        with pytest.raises(Refused) as refused:
            check(nobody, *arguments)
        sentences.append(refused.value.sentence)

    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in sentences)


def test_hat_that_was_taken_off_gives_no_word(alice):
    alice.hats.update(doffed_at=alice.hats.get().granted_at)

    assert not accounts.is_representative(alice)
    assert not accounts.may_converse(alice)


def test_representative_speaks_for_that_vendor_only(alice):
    vendor = alice.hats.get().vendor
    make.make_vendor()

    assert accounts.represents(alice) == {vendor.pk}
