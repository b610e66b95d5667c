"""A community of any size, the same for the same arguments: written straight into the tables, because
the question is how pages behave over many rows and not how rows come about."""

import datetime as dt
import random

from django.utils import timezone

from community.accounts.models import Company, Membership, User
from community.core.dates import Precision
from community.forum.models import Post, Thread
from community.forum.tree import depth_of, path_below
from community.programs.models import Change, ChangeTerm, Program, Vendor
from community.programs.states import State

WORDS = [
    "renewal",
    "tier",
    "benefit",
    "portal",
    "margin",
    "licence",
    "seat",
    "support",
    "desk",
    "ticket",
    "reply",
    "date",
    "notice",
    "partner",
    "vendor",
    "customer",
    "invoice",
    "term",
    "price",
    "list",
    "form",
    "queue",
    "engineer",
    "certificate",
    "region",
    "distributor",
    "quote",
    "cluster",
    "host",
    "migration",
    "budget",
    "contract",
    "letter",
    "answer",
    "number",
    "branch",
    "server",
    "update",
    "route",
]
BATCH = 5_000


def write(*, seed: int, users: int, changes: int, threads: int, posts: int, hot: int) -> Thread:
    """Fill an empty database. Gives the thread with ``hot`` posts, replies up to 50 deep."""
    dice = random.Random(seed)  # noqa: S311 - repeatable on purpose
    people = _people(users)
    _changes(dice, changes, people)
    rooms = _threads(dice, threads, people)
    sizes = _sizes(dice, rooms, posts - hot)
    for thread, size in zip(rooms, sizes, strict=True):
        _posts(dice, thread, size, people)
    hot_thread = rooms[0]
    _posts(dice, hot_thread, hot, people, already=sizes[0])
    return hot_thread


def sentence(dice: random.Random, least: int = 40, most: int = 200) -> str:
    return " ".join(dice.choices(WORDS, k=dice.randint(least, most))).capitalize() + "."


def _people(count: int) -> list[User]:
    now = timezone.now()
    companies = Company.objects.bulk_create(
        Company(name=f"Company {n}", slug=f"company-{n}", country="DE", size="2-10", verified_at=now)
        for n in range(max(1, count // 3))
    )
    users = User.objects.bulk_create(
        [User(email=f"u{n}@example.org", handle=f"u{n:04}", name=f"Person {n}", trusted_at=now) for n in range(count)],
        batch_size=BATCH,
    )
    Membership.objects.bulk_create(
        [Membership(user=user, company=companies[n % len(companies)]) for n, user in enumerate(users)],
        batch_size=BATCH,
    )
    return users


def _changes(dice: random.Random, count: int, people: list[User]) -> None:
    vendors = Vendor.objects.bulk_create(Vendor(name=f"Vendor {n}", slug=f"vendor-{n}") for n in range(40))
    programs = Program.objects.bulk_create(
        Program(vendor=vendor, name=f"Program of {vendor}", slug="program") for vendor in vendors
    )
    today, now = timezone.localdate(), timezone.now()
    rows = []
    for n in range(count):
        day = today + dt.timedelta(days=dice.randint(-3000, 200))
        rows.append(
            Change(
                vendor=vendors[n % 40], kind="fee", title=f"Change {n}: {sentence(dice, 5, 9)}", state=State.ANNOUNCED,
                publication="published", published_at=now, moved_at=now - dt.timedelta(minutes=n),
                effective_on=day, effective_precision=Precision.DAY, proposed_by=people[n % len(people)],
                summary_html=f"<p>{sentence(dice)}</p>",
            )
        )  # fmt: skip
    Change.objects.bulk_create(rows, batch_size=BATCH)
    Change.programs.through.objects.bulk_create(
        [Change.programs.through(change=change, program=programs[n % 40]) for n, change in enumerate(rows)],
        batch_size=BATCH,
    )
    ChangeTerm.objects.bulk_create(
        [ChangeTerm(change=change, position=1, what="Fee a year", old="1,800", new="2,400") for change in rows],
        batch_size=BATCH,
    )


def _threads(dice: random.Random, count: int, people: list[User]) -> list[Thread]:
    now = timezone.now()
    return Thread.objects.bulk_create(
        [
            Thread(
                kind="discussion",
                title=f"Thread {n}: {sentence(dice, 6, 10)}",
                author=dice.choice(people),
                published_at=now,
            )
            for n in range(count)
        ],
        batch_size=BATCH,
    )


def _sizes(dice: random.Random, rooms: list[Thread], posts: int) -> list[int]:
    """Many short threads and a few long ones, as forums have."""
    weights = [dice.paretovariate(1.2) for _room in rooms]
    scale = posts / sum(weights)
    return [max(1, int(weight * scale)) for weight in weights]


def _posts(dice: random.Random, thread: Thread, count: int, people: list[User], already: int = 0) -> None:
    rows: list[Post] = list(Post.objects.filter(thread=thread).only("number", "path")) if already else []
    begun = timezone.now() - dt.timedelta(days=dice.randint(1, 900))
    fresh = []
    for number in range(already + 1, already + count + 1):
        parent = dice.choice(rows[-40:]) if rows and dice.random() < 0.6 else None
        parent = rows[-1] if rows and number % 1_000 < 50 else parent  # two people who answer only each other
        parent = parent if parent and len(parent.path) < 50 * 6 else None
        path = path_below(parent.path if parent else "", number)
        post = Post(
            thread=thread, number=number, path=path, depth=depth_of(path), author=dice.choice(people), source="",
            html=f"<p>{sentence(dice)}</p>", renderer_version=1, created_at=begun, published_at=begun,
        )  # fmt: skip
        rows.append(post)
        fresh.append(post)
        if len(fresh) == BATCH:
            Post.objects.bulk_create(fresh)
            fresh = []
    Post.objects.bulk_create(fresh)
    last = already + count
    Thread.objects.filter(pk=thread.pk).update(
        last_number=last, post_count=last, last_post_at=begun, last_post_by=rows[-1].author_id
    )
