"""Settings from the environment: nonsense stops the start with a sentence."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from community.core import environment as env

NAME = "BACKCHANNEL_TEST_VALUE"


@pytest.fixture
def given(monkeypatch):
    def give(value):
        monkeypatch.delenv(NAME, raising=False) if value is None else monkeypatch.setenv(NAME, value)

    return give


@pytest.mark.parametrize(
    ("value", "flag"),
    [("1", True), ("true", True), (" Yes ", True), ("ON", True), ("0", False), ("No", False), ("off", False),
     ("false", False), ("", False), (None, True)],
)  # fmt: skip
def test_flag_reads_the_usual_words(given, value, flag):
    given(value)

    assert env.flag(NAME, default=True) is flag


@pytest.mark.parametrize("value", ["maybe", "2", "-1", "ja"])
def test_flag_refuses_other_words(given, value):
    given(value)

    with pytest.raises(ImproperlyConfigured, match=rf"^{NAME} is '{value}'\. Write 1 or 0\.$"):
        env.flag(NAME)


@pytest.mark.parametrize(("value", "number"), [("7", 7), (" 0 ", 0), ("200", 200), ("", 8), (None, 8)])
def test_whole_number_reads_numbers_within_its_limits(given, value, number):
    given(value)

    assert env.whole_number(NAME, 8, most=200) == number


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("many", f"{NAME} is 'many'. Write a whole number."),
        ("1.5", f"{NAME} is '1.5'. Write a whole number."),
        ("-1", f"{NAME} is -1. It must be between 0 and 200."),
        ("201", f"{NAME} is 201. It must be between 0 and 200."),
    ],
)
def test_whole_number_refuses_what_it_cannot_be(given, value, sentence):
    given(value)

    with pytest.raises(ImproperlyConfigured) as refusal:
        env.whole_number(NAME, 8, most=200)
    assert str(refusal.value) == sentence


def test_whole_number_without_an_upper_limit_names_the_lower_one(given):
    given("0")

    with pytest.raises(ImproperlyConfigured, match=f"^{NAME} is 0. It must be at least 1.$"):
        env.whole_number(NAME, 8, least=1)


def test_words_are_separated_by_commas(given):
    given(" a, b ,,c ")

    assert env.words(NAME) == ["a", "b", "c"]


def test_ports_are_separated_by_commas(given):
    given("80, 8443")

    assert env.port_list(NAME, "443") == [80, 8443]


@pytest.mark.parametrize("value", ["http", "0", "65536", "80;443", "-1", "²"])
def test_ports_that_do_not_exist_are_refused(given, value):
    given(value)

    with pytest.raises(ImproperlyConfigured, match="ports with commas"):
        env.port_list(NAME, "443")


def test_a_secret_is_needed_in_production(given):
    given(None)

    assert env.secret(NAME, development="only here", debug=True) == "only here"
    with pytest.raises(ImproperlyConfigured, match=f"^{NAME} is not set. Set it to a long random text"):
        env.secret(NAME, development="only here", debug=False)


def test_a_short_secret_is_refused_in_production(given):
    given("x" * 49)

    assert env.secret(NAME, development="only here", debug=True) == "x" * 49
    with pytest.raises(ImproperlyConfigured, match=f"^{NAME} is shorter than 50 characters. Make a longer one.$"):
        env.secret(NAME, development="only here", debug=False)


def test_database_address_is_read_as_libpq_reads_it():
    config = env.database("postgresql://ann:p%40ss@db.example:6432/forum?sslmode=require", pool_size=0)

    assert config == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "forum",
        "USER": "ann",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
        "CONN_HEALTH_CHECKS": True,
    }


def test_pool_is_as_large_as_asked():
    options = env.database("postgresql:///forum", pool_size=9)["OPTIONS"]

    assert options["pool"]["max_size"] == 9


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://db/forum", "DATABASE_URL must start with postgresql://"),
        ("sqlite:///forum.db", "DATABASE_URL must start with postgresql://"),
        ("postgresql://db.example", "DATABASE_URL names no database. Add /name at its end."),
        ("postgresql://db/forum?no_such_option=1", "DATABASE_URL cannot be read: "),
        ("postgresql://[::1/forum", "DATABASE_URL cannot be read: "),
    ],
)
def test_other_database_addresses_are_refused(url, sentence):
    with pytest.raises(ImproperlyConfigured) as refusal:
        env.database(url, pool_size=0)
    assert str(refusal.value).startswith(sentence)


# --- as a process meets them --------------------------------------------------------------------------


SHOW = "import community.settings as s; print(s.DEBUG, s.HTTPS, s.SECRET_KEY[:11], s.ALLOWED_HOSTS)"


def start(**environment: str) -> subprocess.CompletedProcess:
    """Load the settings in a process of its own, with nothing from this one but the path."""
    base = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "DATABASE_URL": "postgresql:///forum"}
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=settings.BASE_DIR, env=base | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "SECRET_KEY is not set. Set it to a long random text, for example the output of: "),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is shorter than 50 characters. Make a longer one."),
        ({"DEBUG": "maybe"}, "DEBUG is 'maybe'. Write 1 or 0."),
        ({"DEBUG": "1", "DATABASE_POOL": "lots"}, "DATABASE_POOL is 'lots'. Write a whole number."),
        ({"DEBUG": "1", "SMTP_PORT": "70000"}, "SMTP_PORT is 70000. It must be between 1 and 65535."),
        ({"DEBUG": "1", "DATABASE_URL": "mysql://x/y"}, "DATABASE_URL must start with postgresql://"),
    ],
)
def test_nonsense_stops_the_start_with_a_sentence(environment, sentence):
    run = start(**environment)

    assert run.returncode == 1
    assert run.stderr.splitlines()[-1].startswith(f"django.core.exceptions.ImproperlyConfigured: {sentence}")


def test_production_is_the_default_and_development_is_asked_for():
    production, development = start(SECRET_KEY="p" * 50), start(DEBUG="1")

    assert production.stdout == "False True ppppppppppp []\n"
    assert development.stdout == "True False development ['localhost', '127.0.0.1', '[::1]']\n"
