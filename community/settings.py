"""Every setting, read top to bottom. Values come from the environment; nonsense stops the start.

The table of variables is in README.md, section "Configuration".
"""

import sys
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from community.core import environment as env
from community.core.embedded import default_database_url

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))

# --- What kind of run is this? -----------------------------------------------------------------

# `make demo` sets DEMO for the processes it starts: development conveniences, loopback only.
DEMO = env.flag("DEMO")
DEBUG = env.flag("DEBUG")
# A machine that nobody else reaches: no secrets needed, no HTTPS, mail is written to files.
LOCAL = DEMO or DEBUG
# The page on which outgoing mail can be read; never without one of the two above.
MAIL_PAGE = LOCAL

SECRET_KEY = env.secret("SECRET_KEY", development="development-only-" + "0" * 50, debug=LOCAL)
SITE_URL = env.text("SITE_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if LOCAL else "")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

# --- Parts ------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "community.core",
    "community.activity",
    "community.accounts",
    "community.tags",
    "community.programs",
    "community.forum",
    "community.networking",
    "community.moderation",
    "community.notifications",
    "community.web",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "lucide",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "community.core.middleware.CompressionMiddleware",
    "community.core.middleware.SecurityHeadersMiddleware",
    "community.core.middleware.DatabaseAwayMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "community.accounts.middleware.SilenceMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "community.accounts.middleware.SecondFactorMiddleware",
    "community.accounts.middleware.FreshSignInMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "community.core.middleware.PrivatePagesMiddleware",
]

ROOT_URLCONF = "community.urls"
WSGI_APPLICATION = "community.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "community.web.context.navigation",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "community.core.templatetags.components",
                "community.core.templatetags.dates",
                "community.core.templatetags.numbers",
                "community.accounts.templatetags.countries",
                "community.accounts.templatetags.moderating",
            ],
        },
    }
]

# --- Database, cache, jobs ----------------------------------------------------------------------

DATABASE_URL = env.text("DATABASE_URL") or default_database_url()
# Threads of one process share this many connections; 0 opens one per request.
DATABASES = {"default": env.database(DATABASE_URL, pool_size=env.whole_number("DATABASE_POOL", 8, most=200))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counts of sign-in attempts live here, so it must be shared by all processes; the database is.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Beyond them the oldest would go, and with 300, as it is by itself, who sends 300 names would be counted anew.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = "community.core.jobs.on_app_ready"
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful", "concurrency": 4}

# --- People -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
# The address is unique, regardless of capitals: a constraint on its small letters, which this check overlooks.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["community.accounts.backends.AccountBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},  # ASVS 5.0 V6.2.1 asks for 8 and recommends 15
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Notices of illegal content and enquiries to companies, for visitors: beside the limits of allauth, counted as they
# are.
ACCOUNT_RATE_LIMITS = {"notice": "10/h/ip,5/d/key", "enquiry": "10/h/ip,5/d/key"}
ACCOUNT_ADAPTER = "community.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "community.accounts.forms.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CONFIRM_EMAIL_ON_GET = False  # mail scanners follow links; only a person presses the button
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USER_DISPLAY = str
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_USERNAME_MIN_LENGTH = 3
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if LOCAL else "https"
ALLAUTH_TRUSTED_PROXY_COUNT = env.whole_number("TRUSTED_PROXIES", 0, most=10)

MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL  # passkeys on http://localhost
MFA_TOTP_ISSUER = "Backchannel"
MFA_FORMS = {
    "authenticate_webauthn": "community.accounts.passkeys.PasskeyForm",
    "login_webauthn": "community.accounts.passkeys.PasskeyLoginForm",
    "reauthenticate_webauthn": "community.accounts.passkeys.PasskeyAgainForm",
}

# Accounts of other sites that sign in here. They find an account by being connected to it, never by its address.
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": env.sign_in_sites("OIDC_SITES", plain_http=LOCAL)}}
SOCIALACCOUNT_ADAPTER = "community.accounts.openid.OtherSitesAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_AUTO_SIGNUP = False  # handle and name are asked for
SOCIALACCOUNT_STORE_TOKENS = False

# Moderators and administrators see no page but those of their account until they have a second factor.
STAFF_SECOND_FACTOR = env.flag("STAFF_SECOND_FACTOR", default=not DEMO)

USERSESSIONS_TRACK_ACTIVITY = False

# --- Words, times, places -----------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["community.core.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "UTC")

# --- Files ------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
# What members send in. It has no address of its own: forum.views.images gives it out, to whom it may.
UPLOADS_DIR = Path(env.text("UPLOADS_DIR", str(VAR_DIR / "uploads")))
FILE_UPLOAD_HANDLERS = ["community.core.uploads.intake.UpToTheLimit"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": UPLOADS_DIR}},
    "staticfiles": {"BACKEND": "community.core.staticfiles.BundledStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 600  # files without a hash in their name; the others are kept for ever

# --- Mail -------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "Backchannel <no-reply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_HOST = env.text("SMTP_HOST")
EMAIL_PORT = env.whole_number("SMTP_PORT", 25, least=1, most=65535)
EMAIL_HOST_USER = env.text("SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("SMTP_TLS")
EMAIL_TIMEOUT = 15  # seconds; a slow mail server must not hold a request for ever
# Minutes for which a mail about a post waits for more of its thread, and for its reader to come by.
MAIL_WAIT = env.whole_number("MAIL_WAIT", 10, most=24 * 60)
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST or not MAIL_PAGE
    else "django.core.mail.backends.filebased.EmailBackend"
)

# --- Safety -----------------------------------------------------------------------------------

# HTTPS is the rule; HTTPS=0 is for a machine that nobody else reaches.
HTTPS = env.flag("HTTPS", default=not LOCAL)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from inside, without a proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "community.accounts.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "community.web.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # bytes; the longest post is 32,000 characters

# --- Other machines ---------------------------------------------------------------------------

# The ports that core.outgoing asks at; which addresses it may ask is no setting.
OUTGOING_PORTS = env.port_list("OUTGOING_PORTS", "80,443")
# The folder below which sources of imports may name folders; without it they may name web addresses only.
IMPORT_FOLDER = env.text("IMPORT_FOLDER")

# --- Log --------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "stream": sys.stderr}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO").upper()},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "procrastinate": {"level": "WARNING"},
    },
}
