"""What the web server says where nobody routes the address of the streams to ``community.asgi``."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def nothing_live(request):
    """204, by which a browser knows that there is nothing to wait for."""
    return HttpResponse(status=204)
