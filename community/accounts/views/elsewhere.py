"""Signing in with the account of another site."""

from allauth.core.ratelimit import consume, respond_429
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404
from django.shortcuts import render

from community.accounts import openid
from community.core.views import members_only


def sign_in_elsewhere(request, provider_id):
    """On to another site that says who somebody is. A page goes there and no redirect: ours may only post to us."""
    if not consume(request, action="login"):
        return respond_429(request)
    request.GET = openid.ours_of(request.GET)
    door = _door(request, provider_id)
    try:
        answer = OAuth2LoginView.adapter_view(door)(request)
    except openid.NOT_AS_AGREED as error:
        return render_authentication_error(request, door.get_provider(), exception=error)
    if not answer.has_header("Location"):
        return answer
    context = {"provider": door.get_provider(), "address": answer["Location"]}
    leaving = render(request, "socialaccount/leaving.html", context)
    leaving.headers["Refresh"] = f"0; url={answer['Location']}"
    return leaving


def back_from_elsewhere(request, provider_id):
    """Where another site sends somebody back to, with a code that it exchanges for who it is."""
    door = _door(request, provider_id)
    try:
        return OAuth2CallbackView.adapter_view(door)(request)
    except openid.NOT_AS_AGREED as error:
        return render_authentication_error(request, door.get_provider(), exception=error)


def _door(request, provider_id) -> openid.Door:
    if provider_id not in {site["provider_id"] for site in openid.sites()}:
        raise Http404
    return openid.Door(request, provider_id)


@members_only
def sign_in_again(request):
    """For those whose only way in is another site: it is asked once more before something sensitive."""
    connected = set(SocialAccount.objects.filter(user=request.user).values_list("provider", flat=True))
    sites = [site for site in openid.sites() if site["provider_id"] in connected]
    return render(request, "accounts/sign_in_again.html", {"sites": sites, "next": request.GET.get("next", "/")})
