"""What every answer carries, and what is said when the database is away."""

import logging

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from psycopg_pool import PoolTimeout

log = logging.getLogger(__name__)

# No inline script or style anywhere, nothing from other hosts.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",  # data: for the QR code of a second factor
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


class CompressionMiddleware(GZipMiddleware):
    """Django's own, but not for images, which are compressed already."""

    def process_response(self, request, response):
        if response.get("Content-Type", "").startswith("image/"):
            return response
        return super().process_response(request, response)


class SecurityHeadersMiddleware:
    """Headers that Django does not set by itself."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


class DatabaseAwayMiddleware:
    """503 with Retry-After while PostgreSQL is away, instead of a failure without words."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return database_away(request, exception)


def database_away(request, exception):
    """The 503 page if ``exception`` means that the database cannot be reached, else None.

    It is rendered without the request, whose person would be looked up in the database.
    """
    if not isinstance(exception, (OperationalError, InterfaceError, PoolTimeout)):
        return None
    log.error("database away: %s", exception)
    return HttpResponse(
        render_to_string("503.html"), status=503, headers={"Retry-After": "10", "Cache-Control": "no-store"}
    )


class PrivatePagesMiddleware:
    """Pages of members stay in their browser; pages of visitors may be kept and revalidated."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.streaming or response.has_header("Cache-Control"):
            return response
        if _is_for_one(request, response):
            patch_cache_control(response, private=True, no_store=True)
            return response
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        if response.status_code != 200:
            return response
        set_response_etag(response)
        return get_conditional_response(request, etag=response["ETag"], response=response)


def _is_for_one(request, response) -> bool:
    """Whether nobody else may get this: a member's page, a cookie, what came of a form, a form with its token."""
    if request.user.is_authenticated or response.cookies or request.method not in {"GET", "HEAD"}:
        return True
    return b"csrfmiddlewaretoken" in response.content
