"""Which area answers which address. The addresses themselves stand in each area's ``urls.py``."""

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.urls import include, path, register_converter

from community.core.slugs import IdSlugConverter

register_converter(IdSlugConverter, "idslug")

# The admin site has no sign-in of its own, so that every second factor and limit holds there too.
admin.site.login = secure_admin_login(admin.site.login)

# The secrets of second factors are nobody's to look at, and who an account of another site belongs to nobody's to set.
for model in (Authenticator, SocialAccount, SocialApp, SocialToken):
    if admin.site.is_registered(model):
        admin.site.unregister(model)

urlpatterns = [
    path("", include("community.web.urls")),
    path("", include("community.tags.urls")),
    path("", include("community.networking.urls")),  # before programs, where any word after a vendor is a program's
    path("", include("community.programs.urls")),
    path("", include("community.forum.urls")),
    path("", include("community.moderation.urls")),
    path("", include("community.notifications.urls")),
    path("", include("community.live.urls")),
    path("", include("community.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "community.web.errors.bad_request"
handler403 = "community.web.errors.permission_denied"
handler404 = "community.web.errors.not_found"
handler429 = "community.web.errors.too_many_requests"
handler500 = "community.web.errors.server_error"
