"""The settings as they are in production, and what they refuse at start."""

import json
import os
import re
import subprocess
import sys

import pytest

from tests.architecture.sources import ROOT

PRODUCTION = {
    "SECRET_KEY": "production-like-9fA2kQ7xLm4RzT8wVb3Ny6Hc5Jd1GpUeSiOaXvBtWq0PlKjM",
    "ALLOWED_HOSTS": "community.example.org",
    "SITE_URL": "https://community.example.org",
    "DATABASE_URL": "postgresql://nobody@localhost/nothing",
    "SMTP_HOST": "mail.example.org",
}
OURS = {
    "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "DATABASE_POOL", "DATABASE_URL", "DEBUG", "DEMO", "HTTPS", "LOG_LEVEL",
    "MAIL_FROM", "SECRET_KEY", "SITE_URL", "SMTP_HOST", "SMTP_PASSWORD", "SMTP_PORT", "SMTP_TLS", "SMTP_USER",
    "IMPORT_FOLDER", "MAIL_WAIT", "OIDC_SITES", "OUTGOING_PORTS", "STAFF_SECOND_FACTOR", "STATIC_ROOT", "TIME_ZONE",
    "TRUSTED_PROXIES", "UPLOADS_DIR", "VAR_DIR",
}  # fmt: skip

GOOGLE = {"OIDC_SITES": "google", "OIDC_GOOGLE_CLIENT_ID": "us", "OIDC_GOOGLE_SECRET": "secret"}
FIRM = {
    "OIDC_SITES": "firm", "OIDC_FIRM_CLIENT_ID": "us", "OIDC_FIRM_SECRET": "secret", "OIDC_FIRM_NAME": "Firm",
    "OIDC_FIRM_URL": "https://id.firm.example/realms/all/",
}  # fmt: skip


def run(*command: str, without: str = "", **environment: str) -> subprocess.CompletedProcess:
    """A command as on a production machine, but for the variables given."""
    clean = {name: value for name, value in os.environ.items() if name not in OURS and "DJANGO" not in name}
    chosen = {name: value for name, value in (PRODUCTION | environment).items() if name != without}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=clean | chosen, capture_output=True, text=True, check=False
    )


def read_settings(without: str = "", **environment: str) -> subprocess.CompletedProcess:
    return run("-c", "import community.settings", without=without, **environment)


def test_production_settings_pass_the_deployment_check():
    checked = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert (checked.stderr, checked.stdout) == ("", "System check identified no issues (1 silenced).\n")


@pytest.mark.parametrize(
    ("without", "environment", "sentence"),
    [
        ("SECRET_KEY", {}, "SECRET_KEY is not set."),
        ("", {"SECRET_KEY": "short"}, "SECRET_KEY is shorter than 50 characters."),
        ("", {"SECRET_KEY": "   "}, "SECRET_KEY is not set."),
        ("", {"DEBUG": "perhaps"}, "DEBUG is 'perhaps'. Write 1 or 0."),
        ("", {"HTTPS": "maybe"}, "HTTPS is 'maybe'. Write 1 or 0."),
        ("", {"OIDC_SITES": "Google"}, "OIDC_SITES is 'Google'. Write short names with commas: google,firm."),
        ("", {"OIDC_SITES": "google,google"}, "OIDC_SITES is 'google,google'. Write short names"),
        ("", {"OIDC_SITES": "google"}, "OIDC_GOOGLE_CLIENT_ID is not set, and OIDC_SITES names google."),
        ("", GOOGLE | {"OIDC_GOOGLE_SECRET": " "}, "OIDC_GOOGLE_SECRET is not set"),
        ("", FIRM | {"OIDC_FIRM_NAME": ""}, "OIDC_FIRM_NAME is not set"),
        ("", FIRM | {"OIDC_FIRM_URL": "http://id.firm.example"}, "OIDC_FIRM_URL is 'http://id.firm.example'. Write an"),
        ("", FIRM | {"OIDC_FIRM_URL": "https://me@id.firm.example"}, "OIDC_FIRM_URL is"),
        ("", FIRM | {"OIDC_FIRM_URL": "https://id.firm.example:port"}, "OIDC_FIRM_URL is"),
        ("", {"STAFF_SECOND_FACTOR": "sometimes"}, "STAFF_SECOND_FACTOR is 'sometimes'. Write 1 or 0."),
        ("", {"SMTP_PORT": "70000"}, "SMTP_PORT is 70000. It must be between 1 and 65535."),
        ("", {"DATABASE_POOL": "many"}, "DATABASE_POOL is 'many'. Write a whole number."),
        ("", {"DATABASE_URL": "sqlite:///db"}, "DATABASE_URL must start with postgresql://"),
        ("", {"DATABASE_URL": "postgresql://localhost"}, "DATABASE_URL names no database."),
    ],
)
def test_nonsense_stops_the_start_with_a_sentence(without, environment, sentence):
    started = read_settings(without, **environment)

    assert started.returncode != 0
    assert f"django.core.exceptions.ImproperlyConfigured: {sentence}" in started.stderr


def test_production_is_closed_unless_somebody_opens_it():
    program = """
import json
from community import settings
values = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
print(json.dumps(values, default=lambda value: "not plain"))
"""
    said = json.loads(run("-c", program).stdout)
    expected = {
        "DEBUG": False,
        "DEMO": False,
        "MAIL_PAGE": False,
        "ALLOWED_HOSTS": ["community.example.org"],
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_PROXY_SSL_HEADER": None,
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
        "STAFF_SECOND_FACTOR": True,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": False,
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": []}},
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https",
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "X_FRAME_OPTIONS": "DENY",
    }

    assert {name: said[name] for name in expected} == expected
    assert not any(
        name.startswith(("SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_DOMAIN", "SESSION_SERIALIZER")) for name in said
    )


def test_sites_that_sign_people_in_are_those_of_the_environment():
    program = (
        "import json; from community import settings;"
        "print(json.dumps(settings.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS']))"
    )
    sites = json.loads(run("-c", program, **GOOGLE | FIRM | {"OIDC_SITES": "google, firm"}).stdout)

    of_google = {"server_url": "https://accounts.google.com", "vouches_for_mail": True, "oauth_pkce_enabled": True}
    of_firm = {"server_url": "https://id.firm.example/realms/all", "vouches_for_mail": True, "oauth_pkce_enabled": True}
    assert sites == [
        {"provider_id": "google", "name": "Google", "client_id": "us", "secret": "secret", "settings": of_google},
        {"provider_id": "firm", "name": "Firm", "client_id": "us", "secret": "secret", "settings": of_firm},
    ]


def test_no_host_is_answered_for_unless_it_is_named():
    program = "from community import settings; print(settings.ALLOWED_HOSTS)"

    assert run("-c", program, without="ALLOWED_HOSTS").stdout == "[]\n"


def test_every_variable_that_is_read_is_explained_in_the_readme():
    source = (ROOT / "community/settings.py").read_text()
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", source))

    assert read <= OURS, "tell this test of it, too"
    assert {name for name in read if f"`{name}`" not in (ROOT / "README.md").read_text()} == set()
