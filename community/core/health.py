"""Is this process alive, and does it reach its database?"""

from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from psycopg_pool import PoolTimeout


@never_cache
def healthz(request):
    """200 with {"database": "ok"}, or 503 with {"database": "away"}. For load balancers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, PoolTimeout):
        return JsonResponse({"process": "ok", "database": "away"}, status=503, headers={"Retry-After": "5"})
    return JsonResponse({"process": "ok", "database": "ok"})
