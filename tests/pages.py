"""Every page of the site, with something on it to read; and what may be wrong with its HTML."""

from itertools import pairwise

import html5lib
from django.conf import settings
from django.utils import timezone

from community.accounts import actions as accounts
from community.activity.models import Activity
from community.forum import actions as forum
from community.forum.models import AcceptedAnswer, BenefitReview, TeamingOffer
from community.moderation import actions as moderation
from community.moderation.models import Decision, Report
from community.networking import actions as networking
from community.networking.models import Event, GroupMembership
from community.notifications.actions import announce
from community.notifications.unsubscribing import unsubscribe_url
from community.programs import actions as programs
from community.programs import queries as program_queries
from community.programs.actions import Evidence, Term
from community.programs.models import Change, Line
from community.programs.states import State
from community.tags import actions as tags
from tests import factories as make

# Names of pages; the addresses are those of a community().
PUBLIC = [
    "home", "changes", "changes filtered", "change", "vendors", "vendor", "program", "threads", "questions",
    "thread", "thread from", "thread flat", "tags", "tag", "person", "history", "about", "keys", "log", "matrix",
    "playbook", "thread search", "playbook versions", "options", "options versions", "change questions",
    "vendor questions", "vendor record", "question", "review", "reviews", "edits", "edit", "calendars",
    "changes by moves", "timeline", "notice sent", "partner finder", "enquiry sent", "groups", "group",
    "events", "event", "past events",
]  # fmt: skip
# Forms for visitors, who get a cookie with them.
SIGN_IN = ["sign in", "sign up", "password forgotten", "notice", "enquiry"]
ACCOUNT = ["e-mail", "password", "second factor", "sessions"]
MEMBER = [
    "write a review", "obsolete", "hats", "company", "company claim",
    "inbox", "following", "profile", "application", "propose", "write", "reply", "report", "remove", "own post",
    "notifications", "unsubscribe", "edit post", *ACCOUNT, "playbook edit", "options edit", "ask", "fixed", "rumour",
    "reminders", "searches",
    "your programs", "drafts", "effect", "census", "vendor touched", "program touched", "tag touched",
    "threads unread", "threads mine", "threads watched", "bookmarks", "reminder", "summary", "summary history",
    "standing", "appeal",
    "introductions", "introductions asked", "introduced", "introduction", "ask a peer", "peers",
    "followed people", "followed who", "followers", "somebody",
    "offers", "offered question",
    "followed people", "followers", "somebody", "conversations", "conversation", "write to people", "blocked",
    "standing", "appeal", "peer profile",
    "contact map", "route", "route new", "diary", "ticket", "ticket with", "ticket new",
    "teaming", "own entries", "entry", "entry new", "entry change",
    "own groups", "group members", "group edit", "group new",
    "own events", "event people", "event edit", "event cancel", "event new",
]  # fmt: skip
MODERATOR = [
    "queue", "post case", "report case", "thing case", "notice case",
    "application case", "change case", "lock", "curate", "answer case",
    "claim case", "hat case", "take a hat off", "appeal case",
    "message case", "edit a record", "step", "directory", "directory narrowed",
    "thread helpers", "change helpers", "tag helpers", "formula", "rounds",
]  # fmt: skip


class Community:
    """At least one of each thing; ``more(what)`` adds another of one sort to the pages that show it."""

    def __init__(self):
        self.bob, self.mona = make.make_partner("bob"), make.make_moderator("mona")
        self.bob.password = "usable"  # or there is none to change
        self.bob.save(update_fields=["password"])
        self.nils = make.make_partner("nils", trusted=False)
        self.vendor = make.make_vendor()
        self.program = make.make_program(self.vendor)
        self.tag = make.make_tag("renewals")
        self.change = self._change()
        self.discussion = self.change.thread
        self.thread = make.make_thread(self.bob, tags=[self.tag])
        self.first = self.thread.posts.get()
        self.own = make.make_post(self.thread, self.bob, parent=self.first)
        self.other = make.make_post(self.thread, parent=self.first)
        self.held = make.make_held_post(self.thread, self.nils)
        forum.edit_post(self.first, by=self.mona, source=make.unique("Words of a reply"), version=1)
        forum.save_draft(self.bob, thread=self.thread, parent=self.first, source="Words of a draft")
        self.own_held = self._own_hidden()
        self.reported = self._reported()
        self.reported_thread = moderation.report(make.make_thread(), reporter=self.bob, reason="spam")
        self.notice = moderation.send_notice(
            "/about/", explanation="Defames somebody.", name="Vera Visitor", email="vera@example.org", language="en"
        )
        moderation.confirm_notice(self.notice)
        self.application = make.make_application()
        self.hat_request = make.make_hat_request(vendor=self.vendor)
        self.claim = make.make_claim()
        self.hat = make.make_representative("hanna", vendor=self.vendor).hats.get()
        self._appeal()
        self.found = make.make_finder_entry(self._found())
        self.route, self.ticket = make.make_route(self.vendor, by=self.bob), make.make_ticket(self.bob, self.vendor)
        self.entry = make.make_entry(self.bob, tags=[self.tag])
        self.introduction = make.make_introduction(target=self.bob, about=self.thread)
        self.talk = make.make_conversation(self.bob, self.nils, make.make_partner(), title=make.unique("Prices"))
        said = make.make_conversation(make.make_partner(), self.bob).newest
        self.reported_message = moderation.report(said, reporter=self.bob, reason="unkind")
        self.group = make.make_group(self.bob, tags=[self.tag], country="DE")
        self.event = make.make_event(self.group, capacity=3, link="https://meet.example/")
        make.come_to(self.event, self.bob, make.make_partner())
        self._answered()
        self.offered = make.make_thread(self.bob, tags=[self.tag])
        self.draft = self._draft()
        forum.bookmark_post(self.first, member=self.bob)
        forum.write_summary(self.thread, by=self.bob, source=make.unique("Summary"), version=0)
        self._question()
        self.rumour = make.make_rumour(vendor=self.vendor, evidence=[], proposed_by=self.nils)
        self._edit()
        for what in WHAT:
            self.more(what)

    @property
    def addresses(self) -> dict[str, str]:
        thread, change = self.thread.get_absolute_url(), self.change.get_absolute_url()
        return {
            "home": "/", "changes": "/changes/", "vendors": "/vendors/", "threads": "/t/", "tags": "/tags/",
            "changes filtered": f"/changes/?vendor={self.vendor.slug}&tag=renewals&state=expected",
            "edits": f"{change}revisions/", "edit": f"{change}revisions/1/", "edit a record": f"{change}edit/",
            "step": f"{change}steps/", "rumour": self.rumour.get_absolute_url(),
            "changes by moves": "/changes/?sort=moved&country=DE", "timeline": "/changes/timeline/?from=2098-11",
            "searches": "/changes/searches/",
            "change": change, "vendor": self.vendor.get_absolute_url(), "program": self.program.get_absolute_url(),
            "matrix": f"{self.program.get_absolute_url()}matrix/?on=2026-01-01&against=2026-11-01",
            "questions": "/t/?kind=question", "thread": thread, "thread from": f"{thread}?from=2",
            "threads unread": "/t/?list=unread", "threads mine": "/t/?list=mine", "threads watched": "/t/?list=watched",
            "bookmarks": "/t/?list=bookmarks", "reminder": f"{thread}1/reminder/", "summary": f"{thread}summary/",
            "summary history": f"{thread}summary/history/", "thread search": f"{thread}?q=words",
            "thread flat": f"{thread}?view=flat", "tag": "/tags/renewals/", "person": "/people/bob/",
            "about": "/about/", "keys": "/keys/", "log": "/moderation/log/",
            "sign in": "/accounts/login/", "sign up": "/accounts/signup/",
            "password forgotten": "/accounts/password/reset/",
            "inbox": "/inbox/", "following": "/following/", "profile": "/accounts/profile/",
            "application": "/accounts/partner/", "hats": "/accounts/hats/",
            "company": self.bob.company.get_absolute_url(),
            "company claim": f"{self.bob.company.get_absolute_url()}claim/",
            "calendars": "/calendars/", "reminders": "/inbox/reminders/",
            "notifications": "/inbox/settings/",
            "unsubscribe": unsubscribe_url(self.bob.pk, ["answers", "threads"]).removeprefix(settings.SITE_URL),
            "propose": "/changes/propose/", "write": "/t/new/", "write a review": "/t/new/?kind=review",
            "obsolete": f"{self.question_thread.get_absolute_url()}answer/obsolete/",
            "question": self.question_thread.get_absolute_url(),
            "review": self.review.get_absolute_url(), "reviews": "/t/?kind=review", "reply": f"{thread}1/reply/",
            "report": f"{thread}{self.other.number}/report/", "remove": f"{thread}{self.own.number}/delete/",
            "edit post": f"/posts/{self.own.pk}/edit/", "history": f"{thread}1/history/",
            "own post": f"/posts/{self.own_held.pk}/", "e-mail": "/accounts/email/",
            "password": "/accounts/password/change/", "second factor": "/accounts/2fa/",
            "sessions": "/accounts/sessions/",
            "drafts": "/drafts/", "queue": "/moderation/", "post case": f"/moderation/posts/{self.held.pk}/",
            "report case": f"/moderation/posts/{self.reported.pk}/",
            "thing case": f"/moderation/reports/{self.reported_thread.pk}/", "notice": "/notice/",
            "notice sent": "/notice/sent/", "notice case": f"/moderation/notices/{self.notice.pk}/",
            "application case": f"/moderation/applications/{self.application.pk}/",
            "claim case": f"/moderation/company-claims/{self.claim.pk}/",
            "hat case": f"/moderation/hats/{self.hat_request.pk}/",
            "take a hat off": f"/moderation/hats/{self.hat.pk}/take-off/",
            "introductions": "/introductions/", "introductions asked": "/introductions/?list=asked",
            "introduced": "/introductions/?list=contacts", "introduction": self.introduction.get_absolute_url(),
            "conversations": "/conversations/", "conversation": self.talk.get_absolute_url(),
            "write to people": "/conversations/new/?to=nils", "blocked": "/accounts/peers/blocked/",
            "message case": f"/moderation/reports/{self.reported_message.pk}/",
            "ask a peer": "/people/nils/introduction/", "peers": "/accounts/peers/",
            "followed people": "/following/people/", "followed who": "/following/who/",
            "thread helpers": f"{self.offered.get_absolute_url()}who-can-help/",
            "change helpers": f"{change}who-can-help/", "tag helpers": "/tags/renewals/who-can-help/",
            "formula": "/directory/who-can-help/", "offers": "/offers/",
            "offered question": self.offered.get_absolute_url(),
            "followers": "/people/bob/followers/", "somebody": "/people/nils/",
            "standing": "/accounts/standing/", "appeal": f"/accounts/standing/{self.hiding.pk}/",
            "appeal case": f"/moderation/appeals/{self.appeal.pk}/",
            "playbook": f"{change}playbook/", "playbook edit": f"{change}playbook/edit/",
            "playbook versions": f"{change}playbook/versions/", "options": f"{change}options/?servers=3&against=1",
            "options edit": f"{change}options/edit/", "options versions": f"{change}options/versions/",
            "change case": f"/moderation/changes/{self.draft.pk}/", "lock": f"{thread}lock/",
            "change questions": f"{change}questions/", "ask": f"{change}questions/new/",
            "fixed": f"{change}questions/1/fixed/", "curate": f"/moderation/questions/{self.question.pk}/",
            "answer case": f"/moderation/answers/{self.answer.pk}/",
            "vendor questions": f"{self.vendor.get_absolute_url()}questions/",
            "vendor record": f"{self.vendor.get_absolute_url()}record/",
            "directory": "/directory/", "directory narrowed": "/directory/?q=bo&country=DE&skill=renewals&size=2-10",
            "peer profile": "/accounts/peers/profile/",
            "contact map": f"{self.vendor.get_absolute_url()}contacts/", "route": f"/contacts/{self.route.pk}/",
            "partner finder": "/partners/", "enquiry": self.found.get_absolute_url(),
            "enquiry sent": "/enquiries/sent/",
            "route new": f"{self.vendor.get_absolute_url()}contacts/new/", "diary": "/diary/",
            "ticket": self.ticket.get_absolute_url(), "ticket with": "/diary/new/",
            "ticket new": f"/diary/new/?vendor={self.vendor.slug}",
            "teaming": "/teaming/", "own entries": "/teaming/?mine=1", "entry": self.entry.get_absolute_url(),
            "entry new": "/teaming/new/", "entry change": f"{self.entry.get_absolute_url()}change/",
            "rounds": "/rounds/", "groups": "/groups/", "group": self.group.get_absolute_url(),
            "own groups": "/groups/?list=own", "group members": f"{self.group.get_absolute_url()}members/",
            "group edit": f"{self.group.get_absolute_url()}edit/", "group new": "/groups/new/",
            "events": "/events/", "own events": "/events/?mine=1", "past events": "/events/?past=1",
            "event": self.event.get_absolute_url(), "event people": f"{self.event.get_absolute_url()}people/",
            "event edit": f"/events/{self.event.pk}/edit/", "event cancel": f"/events/{self.event.pk}/cancel/",
            "event new": f"{self.group.get_absolute_url()}events/new/",
            "your programs": "/accounts/programs/", "effect": f"{change}effect/", "census": f"{change}census/",
            "vendor touched": f"{self.vendor.get_absolute_url()}?touches=either",
            "program touched": f"{self.program.get_absolute_url()}?touches=either",
            "tag touched": "/tags/renewals/?touches=yes",
        }  # fmt: skip

    def more(self, what: str) -> None:
        """One more of what the name says."""
        for add in WHAT[what]:
            add(self)

    # --- what there can be more of ------------------------------------------------------------------

    def _change(self):
        change = make.make_change(
            vendor=self.vendor, programs=[self.program], tags=[self.tag], tiers=self.program.tiers.all(),
            terms=[Term("Fee a year", "100", "200")], effective=make.day("2099-01-01"), details="More **words**.",
            next_steps="- Read it.", roles=["reseller"], countries=["DE"], sizes=["1"], audience_note="In words.",
            proposed_by=self.bob, direction="worse",
        )  # fmt: skip
        make.make_post(change.thread)
        for _time in range(2):
            self._sheets(change)
        return change

    def _sheets(self, change=None) -> None:
        """One more version of both, with one more row each."""
        change = change or self.change
        number = change.sheet_versions.filter(kind="playbook").count()
        steps = [programs.Step(f"Step {n}", note="Some *words*.", anchor="act_by") for n in range(number + 1)]
        programs.revise_playbook(change, steps=steps, by=self.bob, base=number, note="One more.")
        options = [make.make_option(f"Option {n}", str(n), stay=n == 0) for n in range(number + 2)]
        programs.revise_options(change, options=options, by=self.mona, base=number)
        programs.tick_step(change.playbook_steps.first(), member=self.bob, seen=1)

    def _route_and_tickets(self) -> None:
        """One way more to the vendor, confirmed by one company more; and as many tickets as move the figures on."""
        route = make.make_route(self.vendor)
        networking.vote_on_route(route, by=make.make_partner(), works=True)
        networking.withhold_route(make.make_route(self.vendor, by=self.bob))
        for _time in range(program_queries.LEAST):
            make.make_ticket(vendor=self.vendor, reply=5, route=route)
        make.make_ticket(self.bob, self.vendor, program=self.program, route=route)
        networking.count_diaries()

    def _found(self):
        """Who keeps the page of a company with a program and a skill that everybody may read."""
        keeper = make.make_keeper(company=make.make_company(programs_shown_to="everybody"))
        program = make.make_program()
        programs.tell_business(keeper, held=[programs.Held(program, program.tiers.first())])
        make.make_profile(keeper, skills=[make.make_tag()], shown="everybody")
        return keeper

    def _find(self) -> None:
        """One company more that customers find; of the other one skill and program more."""
        make.make_finder_entry(self._found())
        keeper = self.found.takers.get().person
        held = [programs.Held(make.make_program()) for _time in range(keeper.company.holdings.count() + 1)]
        programs.tell_business(keeper, held=held)

    def _round(self) -> None:
        """One more in which mona was put together with two others, and is asked how it was."""
        make.make_round(self.mona, make.make_partner(), make.make_partner())

    def _profile(self) -> None:
        """Somebody else in the directory with something in each part, who writes about a vendor; and more of bob's."""
        facts = {"texts": {"can_help": make.unique("Words of help")}, "capacity": make.make_capacity()}
        facts |= {"languages": ["sv", "de"], "skills": [self.tag, make.make_tag()]}
        person = make.make_partner()
        make.make_profile(person, ties={self.vendor: "shares", make.make_vendor(): "family"}, **facts)
        make.make_post(self.discussion, person)
        programs.tell_business(person, held=[programs.Held(make.make_program())], countries=["NO"])
        make.make_profile(self.bob, ties={self.vendor: "shares", make.make_vendor(): "family"}, **facts)

    def _past(self) -> None:
        make.make_change(
            vendor=self.vendor, programs=[self.program], tags=[self.tag], terms=[Term("Fee", "1", "2")],
            effective=make.day("2020-01-01"), announced=make.day("2019-01-01"),
        )  # fmt: skip

    def _unfinished(self) -> None:
        forum.save_draft(self.bob, thread=make.make_thread(), source=make.unique("Words of a draft"))
        forum.save_draft(self.bob, thread=self.thread, parent=make.make_post(self.thread), source="Words of a draft")

    def _own_hidden(self):
        post = make.make_post(self.discussion, self.bob)
        moderation.hide_post(post, moderator=self.mona, reason=make.unique("Reason"))
        post.refresh_from_db()
        return post

    def _appeal(self) -> None:
        """One decision against which bob may appeal, and one against which he has."""
        self._own_hidden()
        make.settle()
        self.hiding = Decision.objects.latest("pk")
        moderation.sanction(self.bob, moderator=make.make_moderator(), kind="warn", reason=make.unique("Reason"))
        self.appeal = moderation.make_appeal(
            Decision.objects.latest("pk"), appellant=self.bob, text=make.unique("It was not me who wrote that, number")
        )

    def _reported(self):
        post = make.make_post(self.thread)
        moderation.report(post, reporter=self.bob, reason="spam", note=make.unique("Note"))
        return post

    def _answered(self) -> None:
        """A question with its accepted answer, and a review."""
        self.question_thread = make.make_thread(self.bob, tags=[self.tag])
        answer = make.make_post(self.question_thread)
        forum.accept_answer(answer, by=self.bob)
        forum.verify_answer(AcceptedAnswer.objects.get(post=answer), by=self.bob)
        details = BenefitReview(benefit=make.unique("Vouchers"), worked=True)
        self.review = make.make_thread(self.bob, kind="review", tags=[self.tag], details=details)

    def _marks(self) -> None:
        """A marked reply in each thread, by bob and by others; a review and an offer more."""
        for thread in (self.thread, self.question_thread, self.review):
            post = make.make_post(thread)
            for person in (self.bob, make.make_partner()):
                forum.give_signal(post, by=person, kind="helpful")
        row = make.make_row(self.program)
        make.make_matrix_term(row)
        make.make_thread(kind="review", tags=[self.tag], details=BenefitReview(row=row, benefit=row.name, worked=False))
        until = timezone.localdate()
        make.make_thread(
            kind="offer", tags=[self.tag], details=TeamingOffer(side="offer", region="Lyon", until=until)
        )  # fmt: skip

    def _draft(self):
        return make.make_draft(
            vendor=self.vendor, programs=[self.program], terms=[Term("Fee", "1", "2")], tags=[self.tag],
            proposed_by=self.nils,
        )  # fmt: skip

    def _introduction(self) -> None:
        """One more that waits for bob, one that he waits for, and one person more whom he knows."""
        for accepted in (False, True):
            got = make.make_introduction(target=self.bob)
            asked = make.make_introduction(self.bob)
            for introduction in (got, asked) if accepted else ():
                networking.accept_introduction(introduction, by=introduction.target, contact="Here")

    def _teaming(self) -> None:
        """One more of bob's and of nils', and one more offer that fits; bob is told of one more."""
        for author in (self.bob, self.nils):
            make.make_entry(author, tags=[self.tag, make.make_tag()], vendor=make.make_vendor(), countries=["NO"])
        networking.tell_whom_it_fits(make.make_entry(kind="offer", tags=[self.tag]).pk)
        announce(Activity.objects.filter(verb="teaming.fits").latest("pk"))

    def _offer(self) -> None:
        """Somebody more who can help, is asked bob's question and is no more asked; bob is asked one more, and is on
        one more."""
        person = make.make_partner()
        make.make_profile(person, texts={"can_help": "Ask me."}, skills=[self.tag, make.make_tag()])
        forum.give_signal(make.make_post(self.change.thread, person), by=self.mona, kind="helpful")
        make.make_offer(self.offered, person)
        for answer in ("", "accepted", "not_me"):
            make.make_offer(make.make_thread(tags=[self.tag]), self.bob, answer=answer)

    def _conversation(self) -> None:
        """One more in which bob is, one more message and person in the one that is open, one more whom he blocks."""
        make.make_conversation(make.make_partner(), self.bob)
        networking.add_people(self.talk, by=self.bob, persons=[make.make_partner()])
        make.make_message(self.talk, self.nils)
        self.talk.refresh_from_db()
        networking.mark_conversation_read(self.talk, member=self.bob, number=999)
        networking.block_person(make.make_partner(), member=self.bob)

    def _group(self) -> None:
        """One more group, that invites bob; and in his one more thread, organiser and member, and others on the way."""
        organiser = make.make_partner()
        networking.invite_to_group(make.make_group(organiser, tags=[self.tag]), person=self.bob, by=organiser)
        thread = make.make_thread(self.bob, circle=self.group, tags=[self.tag])
        make.make_post(thread)
        make.make_member(self.group, role="organiser")
        make.make_member(self.group)
        networking.invite_to_group(self.group, person=make.make_partner(), by=self.bob)
        GroupMembership.objects.create(
            group=self.group, person=make.make_partner(), state="asked", began_at=timezone.now()
        )

    def _event(self) -> None:
        """One more of bob's group, to which he comes, and one that is over; more who come to the first."""
        make.come_to(make.make_event(self.group, place="", country="", link="https://meet.example/"), self.bob)
        over = make.make_event(self.group, capacity=2)
        Event.objects.filter(pk=over.pk).update(starts_at=self.change.created_at, ends_at=timezone.now())
        make.come_to(self.event, make.make_partner(company=self.bob.company), make.make_member(self.group).person)

    def _question(self) -> None:
        """One that collects, one that is sent and answered in part, on the same change."""
        self.question = make.make_question(self.change, asker=self.bob, signers=2)
        sent = make.make_question(self.change, signers=10)
        tick = make.make_answer(sent, kind="partly")
        self.answer = tick.answer
        programs.judge_answer(tick, member=sent.asked_by, agrees=False)
        make.make_question(self.change, signers=10)

    def _step(self) -> None:
        """Back and forth between two states, so that there can always be one more."""
        change = self.change
        change.refresh_from_db()
        new = State.SOFTENED if change.state == State.POSTPONED else State.POSTPONED
        source = programs.add_source(change, given=Evidence(title=make.unique("Source"), url="https://vendor.example/"))
        programs.move_change(
            change, to=new, on=make.day("2026-11-01").first_day, why="It moved.", source=source, by=self.mona,
            effective=make.day(f"2099-02-{10 + change.steps.count()}"),
        )  # fmt: skip
        change.refresh_from_db()

    def _edit(self) -> None:
        facts = program_queries.facts_of(Change.objects.get(pk=self.change.pk))
        revision = programs.revise_change(
            self.change, by=self.mona, version=program_queries.version_of(program_queries.texts_of(facts)),
            **facts | {"summary": make.unique("One line.\n\nAnother")},
        )  # fmt: skip
        programs.compare_revision(revision.pk)

    def _predecessor(self) -> None:
        old = make.make_change(vendor=self.vendor)
        programs.move_change(
            old, to=State.SUPERSEDED, on=make.day("2026-11-01").first_day, why="Replaced.", source=old.sources.get(),
            superseded_by=self.change,
        )  # fmt: skip

    def _support(self) -> None:
        programs.support_rumour(self.rumour, member=make.make_partner())

    def _program(self) -> None:
        self.change.programs.add(make.make_program(self.vendor))

    def _matrix(self) -> None:
        """A row more of the matrix, brought by a change of its own, and one more tier with a fee."""
        row, change = make.make_row(self.program), make.make_change(vendor=self.vendor)
        first = make.day("2026-06-01").first_day
        make.make_matrix_term(row, self.program.tiers.first(), valid_until=first, ended_by=change)
        make.make_matrix_term(row, self.program.tiers.first(), valid_from=first, change=self.change)
        tier = self.program.tiers.create(name=make.unique("Tier"), rank=self.program.tiers.count() + 1)
        make.make_matrix_term(row, tier, Line("DE", "EUR", 430, "year"))

    def _tag(self) -> None:
        tag = make.make_tag()
        self.change.tags.add(tag)
        self.thread.tags.add(tag)

    def _hold(self) -> None:
        """One program more that bob's company holds."""
        tier = self.program.tiers.first()
        others = self.bob.company.holdings.exclude(program=self.program).select_related("program")
        held = [*(row.program for row in others), make.make_program()]
        programs.tell_business(self.bob, held=[programs.Held(self.program, tier), *map(programs.Held, held)])

    def _effects(self) -> None:
        """As many companies more as move the census on."""
        for _time in range(program_queries.LEAST):
            partner = make.make_partner()
            programs.tell_business(partner, held=[programs.Held(self.program, self.program.tiers.first())])
            programs.report_effect(self.change, by=partner, affected=True, cost="<1k", plan="stay")
        programs.mark_affected(self.change, by=self.bob)

    def _term(self) -> None:
        position = self.change.terms.count() + 1
        self.change.terms.create(position=position, what=make.unique("Term"), old="1", new="2")

    def _reply_with_company(self) -> None:
        make.make_post(self.thread, parent=self.own)
        make.make_post(self.discussion, parent=self.discussion.posts.filter(state="published").first())

    def _reply_without_company(self) -> None:
        make.make_post(self.thread, make.make_moderator())
        make.make_post(self.discussion, make.make_moderator())

    def _official_reply(self) -> None:
        author = make.make_representative(vendor=self.vendor)
        accounts.trust(author)
        make.make_post(self.discussion, author, hat=author.hats.get())

    def _stub(self) -> None:
        make.make_hidden_post(self.thread)
        post = make.make_post(self.thread)
        forum.delete_post(post, by=post.author)

    def _held(self) -> None:
        make.make_held_post(self.thread, self.nils)
        make.make_held_post(self.thread, parent=self.first)

    def _report(self) -> None:
        self._reported()
        reporter = make.make_user()
        for _number in range(6):  # was never right, so that the post stays where it is
            Report.objects.create(
                post=self.own, reporter=reporter, reason="spam", closed_at=timezone.now(), upheld=False
            )
        moderation.report(self.reported, reporter=reporter, reason="unkind")

    def _notification(self) -> None:
        make.make_post(self.thread, parent=self.own)
        forum.post_reply(author=make.make_partner(), thread=self.thread, source=make.unique("For @bob"))
        announce(Activity.objects.filter(verb="post.created").latest("pk"))

    def _colleague(self) -> None:
        make.make_post(self.thread, make.make_partner(company=self.bob.company))

    def _search(self) -> None:
        programs.save_search(
            member=self.bob, name=make.unique("Search"), query=f"vendor={self.vendor.slug}&tag=renewals"
        )

    def _marks(self) -> None:
        """One post more that bob keeps, one thread that he has read in part, one version more of the summary."""
        post = make.make_post(make.make_thread())
        forum.bookmark_post(post, member=self.bob)
        post.thread.refresh_from_db()
        forum.mark_read(post.thread, member=self.bob, up_to=1)
        forum.write_summary(
            self.thread, by=self.bob, source=make.unique("Summary"), version=self.thread.summaries.count()
        )

    def _vendor(self) -> None:
        make.make_program()
        self.bob.hats.create(vendor=make.make_vendor(), granted_at=timezone.now())

    def _follow(self) -> None:
        for thing in (make.make_change(effective=make.day("2099-01-01")), make.make_program(), make.make_vendor()):
            programs.follow(thing, member=self.bob)
        tags.follow_tag(make.make_tag(), member=self.bob)
        writer = make.make_post(self.thread).author
        for thing in (writer, writer.company, make.make_post(self.discussion).author.company):
            networking.follow_peer(thing, member=self.bob)
        networking.follow_peer(self.bob, member=make.make_partner())

    def _application(self) -> None:
        make.make_application()
        make.make_hat_request()
        make.make_hat_request(self.bob)
        make.make_claim()

    def _thread(self) -> None:
        thread = make.make_thread(tags=[self.tag, make.make_tag()])
        make.make_post(thread)
        forum.pin_thread(make.make_thread(tags=[self.tag]))


WHAT = {
    "changes": [Community._change, Community._past],
    "steps, sources and terms": [Community._step, Community._term],
    "steps of a playbook and options": [Community._sheets],
    "edits, predecessors and support": [Community._edit, Community._predecessor, Community._support],
    "programs, tags and vendors": [Community._program, Community._tag, Community._vendor],
    "rows, tiers and terms of the matrix": [Community._matrix],
    "questions": [Community._question],
    "threads": [Community._thread],
    "things that one follows": [Community._follow],
    "posts of people with a company": [Community._reply_with_company, Community._colleague],
    "posts of people without a company": [Community._reply_without_company, Community._official_reply],
    "marks on posts, reviews and offers": [Community._marks],
    "stubs and held posts": [Community._stub, Community._held],
    "drafts": [Community._unfinished],
    "cases": [Community._report, Community._application, Community._draft, Community._appeal],
    "introductions": [Community._introduction],
    "people who can help and are asked": [Community._offer],
    "conversations": [Community._conversation],
    "needs and offers": [Community._teaming],
    "groups, who is in them and their threads": [Community._group],
    "events and who comes": [Community._event],
    "notifications": [Community._notification],
    "saved searches": [Community._search],
    "bookmarks, read marks and summaries": [Community._marks],
    "peer rounds": [Community._round],
    "ways to a vendor and tickets": [Community._route_and_tickets],
    "companies in the partner finder": [Community._find],
    "people in the directory": [Community._profile],
    "what companies hold and report": [Community._hold, Community._effects],
}


def community() -> Community:
    return Community()


# --- HTML -----------------------------------------------------------------------------------------------

CONTROLS = {"input", "select", "textarea"}
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}


def parse(text: str):
    """The tree of a page. Raises html5lib.html5parser.ParseError at the first thing that is not valid."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def faults(text: str) -> list[str]:
    """What is wrong with a page, in words."""
    try:
        tree = parse(text)
    except html5lib.html5parser.ParseError as error:
        return [f"not valid: {error}"]
    elements = list(tree.iter())
    return [
        *_ids(elements), *_labels(tree, elements), *_times(elements), *_references(elements), *_headings(elements),
        *_names(elements),
    ]  # fmt: skip


def _ids(elements) -> list[str]:
    ids = [element.get("id") for element in elements if element.get("id") is not None]
    return [f"id {name!r} occurs twice" for name in sorted(set(ids)) if ids.count(name) > 1]


def _labels(tree, elements) -> list[str]:
    """Every control has a name, and every label a control."""
    by_id = {element.get("id"): element for element in elements if element.get("id")}
    labels = [element for element in elements if element.tag == "label"]
    around = {id(control) for label in labels for control in label.iter() if control.tag in CONTROLS}
    tied = {label.get("for") for label in labels}
    found = []
    for label in labels:
        target = by_id.get(label.get("for")) if label.get("for") else None
        inside = any(control.tag in CONTROLS for control in label.iter())
        if (label.get("for") and (target is None or target.tag not in CONTROLS)) or not (label.get("for") or inside):
            found.append(f"label {''.join(label.itertext()).strip()!r} is tied to no control")
    for control in elements:
        if control.tag not in CONTROLS or control.get("type") in UNLABELLED or control.get("hidden") is not None:
            continue
        if not (control.get("id") in tied or id(control) in around or control.get("aria-label")):
            found.append(f"{control.tag} {control.get('name')!r} has no label")
    return found


def _times(elements) -> list[str]:
    return [f"<time>{element.text}</time> has no datetime" for element in elements
            if element.tag == "time" and not element.get("datetime")]  # fmt: skip


def _references(elements) -> list[str]:
    """What aria attributes, links within the page and form owners point to."""
    ids = {element.get("id") for element in elements}
    found = []
    for element in elements:
        wanted = (element.get("aria-describedby") or "").split() + (element.get("aria-labelledby") or "").split()
        if element.tag == "a" and (element.get("href") or "").startswith("#"):
            wanted.append(element.get("href")[1:])
        if element.get("form"):
            wanted.append(element.get("form"))
        found += [f"{element.tag} points to #{name}, which is not there" for name in wanted if name not in ids]
    return found


def _headings(elements) -> list[str]:
    """One h1, and no level left out on the way down."""
    levels = [int(element.tag[1]) for element in elements if element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    found = [] if levels.count(1) == 1 else [f"{levels.count(1)} elements h1"]
    skipped = [(above, below) for above, below in pairwise(levels) if below > above + 1]
    return found + [f"h{below} stands right below h{above}" for above, below in skipped]


def _names(elements) -> list[str]:
    """Links and buttons have words; pictures have a text or are marked as decoration."""
    found = []
    for element in elements:
        if element.tag in {"a", "button"} and not _name(element):
            found.append(f"{element.tag} to {element.get('href') or element.get('name')!r} has no words")
        if element.tag == "img" and element.get("alt") is None:
            found.append(f"img {element.get('src')!r} has no alt")
    return found


def _name(element) -> str:
    labels = [part.get("aria-label") or part.get("alt") or "" for part in element.iter()]
    return "".join([*element.itertext(), *labels]).strip()
