"""Measures the pages of a large community:  make bench  (POSTS=100000 SECONDS=5)

Writes a database of its own on the embedded server, serves it as production does, and asks for each page
in turn, round after round, so that a slow minute of the machine falls on all pages alike. What counts are
the ratios within one run; single times say more about the machine. Only loopback is asked.
"""

import argparse
import gzip
import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from community.core import embedded

DATABASE = "bench"


def main() -> None:
    options = _options()
    with embedded.server() as server:
        os.environ |= {
            "DATABASE_URL": _fresh_database(server), "DEMO": "0", "DEBUG": "0", "HTTPS": "0", "LOG_LEVEL": "ERROR",
            "SECRET_KEY": "only-for-measuring-" + "0" * 50, "ALLOWED_HOSTS": "127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "community.settings",
        }  # fmt: skip
        pages = _prepare(options)
        web = _serve(options.port)
        try:
            _wait(options.port)
            rows = measure(options.port, pages, rounds=options.rounds)
        finally:
            web.terminate()
            web.wait(timeout=20)
    _print(rows, options)


def measure(port: int, pages: dict[str, tuple[str, str]], *, rounds: int) -> dict[str, dict]:
    """Ask every page once in each round. Times in milliseconds, sizes in bytes as sent."""
    found = {name: {"times": [], "bytes": 0} for name in pages}
    for number in range(rounds + 3):  # three rounds to warm up
        for name, (path, cookie) in pages.items():
            started = time.perf_counter()
            size = _get(port, path, cookie)
            if number >= 3:
                found[name]["times"].append((time.perf_counter() - started) * 1000)
            found[name]["bytes"] = size
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=int(os.environ.get("POSTS", 100_000)))
    parser.add_argument("--hot", type=int, default=20_000, help="posts of the longest thread")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--port", type=int, default=8899)
    parser.add_argument("--seed", type=int, default=20261123)
    return parser.parse_args()


def _fresh_database(server) -> str:
    import psycopg

    with psycopg.connect(server.url("postgres"), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {DATABASE}")
    return server.url(DATABASE)


def _prepare(options) -> dict[str, tuple[str, str]]:
    """Write the data; give the pages to ask: name → (path, session cookie)."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from bench import data

    started = time.perf_counter()
    hot = data.write(
        seed=options.seed,
        users=2_000,
        changes=5_000,
        threads=max(20, options.posts // 20),
        posts=options.posts,
        hot=options.hot,
    )
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"{options.posts:,} posts written in {time.perf_counter() - started:.0f} s")
    return _pages(hot)


def _pages(hot) -> dict[str, tuple[str, str]]:
    from community.forum.models import Thread
    from community.programs.models import Change

    hot.refresh_from_db()
    small = Thread.objects.filter(post_count=20).first() or Thread.objects.order_by("pk").last()
    change = Change.objects.order_by("pk").first()
    last = hot.last_number
    cookie = _session()
    pages = {
        "home": "/",
        "changes": "/changes/",
        "changes of a vendor": "/changes/?vendor=vendor-7",
        "change": change.get_absolute_url(),
        "threads": "/t/",
        "thread of 20": small.get_absolute_url(),
        "hot thread, tree, first": hot.get_absolute_url(),
        "hot thread, tree, middle": f"{hot.get_absolute_url()}?from={last // 2}",
        "hot thread, flat, first": f"{hot.get_absolute_url()}?view=flat&page=1",
        "hot thread, flat, middle": f"{hot.get_absolute_url()}?view=flat&page={last // 40}",
        "hot thread, flat, last": f"{hot.get_absolute_url()}?view=flat&page={(last + 19) // 20}",
    }
    asked = {name: (path, "") for name, path in pages.items()}
    asked |= {f"{name}, signed in": (pages[name], cookie) for name in ("home", "changes", "thread of 20")}
    return asked


def _session() -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from community.accounts.models import User

    user = User.objects.order_by("pk").first()
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def _serve(port: int) -> subprocess.Popen:
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "error", "community.wsgi:application",
    ]  # fmt: skip
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def _wait(port: int) -> None:
    for _try in range(100):
        try:
            _get(port, "/healthz", "")
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("The server did not start.")


def _get(port: int, path: str, cookie: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"} | ({"Cookie": cookie} if cookie else {}))
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        text = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
        sys.exit(f"{path} answered {answer.status}: {text[:300]!r}")
    return len(body)


def _print(rows: dict[str, dict], options) -> None:
    base = statistics.median(rows["thread of 20"]["times"])
    print(f"\n{'page':<28}{'median':>8}{'p95':>8}{'KB gzip':>9}   times the thread of 20")
    for name, row in rows.items():
        times = sorted(row["times"])
        median, p95 = statistics.median(times), times[int(len(times) * 0.95) - 1]
        print(f"{name:<28}{median:>6.1f}ms{p95:>6.1f}ms{row['bytes'] / 1024:>9.1f}   {median / base:.2f}")
    folder = Path(__file__).with_name("results")
    folder.mkdir(exist_ok=True)
    summary = {
        name: {"ratio": round(statistics.median(row["times"]) / base, 2), "bytes": row["bytes"]}
        for name, row in rows.items()
    }
    file = folder / f"{time.strftime('%Y-%m-%d')}-{options.posts}-posts.json"
    file.write_text(json.dumps(summary, indent=1) + "\n")
    print(f"\nRatios and sizes are in {file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file}")


if __name__ == "__main__":
    main()
