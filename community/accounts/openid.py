"""Signing in with the account of another site, by OpenID Connect: allauth's provider, made stricter.

Which sites there are stands in the environment (``core.environment.sign_in_sites``), never in the database. Every
question to them goes through ``core.outgoing``, the signature of what they say is always checked, and of what they
tell about a person only the name and the address are kept.
"""

import json
import uuid
from base64 import b64encode
from dataclasses import dataclass
from urllib.parse import quote_plus, urlencode, urlsplit

import jwt
from allauth.account.internal.flows.manage_email import assess_unique_email
from allauth.account.utils import user_email
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import QueryDict
from django.shortcuts import render

from community.accounts.handles import suggested_handle
from community.accounts.names import tidy_name
from community.core.outgoing import Network, NotFetched, fetch

SECONDS = 8  # for one question; a person waits for three of them
MAX_BYTES = 256 * 1024  # of an answer: Microsoft's list of keys has 20 KB
TENANT = "{tenantid}"  # in what Microsoft calls itself where people of every organisation may sign in
KEPT = ("sub", "email", "name")  # of what another site tells about a person

# What malformed answers raise in the library.
MALFORMED = (AttributeError, KeyError, TypeError, ValueError)
NOT_AS_AGREED = (OAuth2Error, *MALFORMED)


def sites() -> list[dict]:
    """The sites whose accounts sign in here, as the settings name them."""
    return settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]


def ours_of(asked: QueryDict) -> QueryDict:
    """Of a query what we ask for ourselves; allauth would hand more on to the other site."""
    ours = QueryDict(mutable=True)
    ours.update({key: asked[key] for key in ("next", "process") if key in asked})
    return ours


class Door(OpenIDConnectOAuth2Adapter):
    """One site's sign-in: allauth's, which trusts what came over a safe connection, and looks twice."""

    def complete_login(self, request, app, token, **kwargs):
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("no id_token")
        login = super().complete_login(request, app, token, **kwargs)
        told = login.account.extra_data
        userinfo, claims = told.get("userinfo") or {}, told["id_token"]
        if userinfo and userinfo.get("sub") != claims.get("sub"):  # OpenID Connect Core 5.3.2
            raise OAuth2Error("userinfo is about somebody else")
        source = userinfo or claims
        login.account.extra_data = {"userinfo": {key: source[key] for key in KEPT if key in source}}
        sure = source.get("email_verified") in (True, "true") and app.settings["vouches_for_mail"]
        for address in login.email_addresses:
            address.verified = sure
        return login

    def _decode_id_token(self, app, id_token: str) -> dict:
        return jwtkit.verify_and_decode(
            credential=id_token, keys_url=self.openid_config["jwks_uri"], issuer=self._issuer_of(id_token),
            audience=app.client_id, lookup_kid=jwtkit.lookup_kid_jwk,
        )  # fmt: skip

    def _issuer_of(self, id_token: str) -> str:
        """As the site names itself; of Microsoft's organisations the one that the token is from."""
        issuer = self.openid_config["issuer"]
        if TENANT not in issuer:
            return issuer
        try:
            said = jwt.decode(id_token, options={"verify_signature": False})
            return issuer.replace(TENANT, str(uuid.UUID(said["tid"])))
        except (jwt.PyJWTError, *MALFORMED) as error:
            raise OAuth2Error("no organisation in the id_token") from error


class OtherSitesAdapter(DefaultSocialAccountAdapter):
    """Where allauth asks us about accounts of other sites."""

    def get_requests_session(self):
        return Gate()

    def list_apps(self, request, provider=None, client_id=None):
        """Those of the environment; allauth would also look into a table."""
        apps = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for of_one_kind in apps.values() for app in of_one_kind]

    def pre_social_login(self, request, sociallogin) -> None:
        """An address that has an account here already opens it to nobody: who owns it is told what to do.

        Only to those whose address the other site has verified. Others learn it from a mail, as in signing up.
        """
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        for address in sociallogin.email_addresses:
            if address.verified and assess_unique_email(address.email) is not True:
                context = {"email": address.email, "provider": sociallogin.provider}
                raise ImmediateHttpResponse(render(request, "socialaccount/address_in_use.html", context, status=409))

    def get_signup_form_initial_data(self, sociallogin) -> dict:
        name = tidy_name(str(sociallogin.account.extra_data["userinfo"].get("name") or ""))[:60]
        return {"email": user_email(sociallogin.user) or "", "name": name, "username": suggested_handle(name)}

    def populate_user(self, request, sociallogin, data):
        """Only the address; name and handle are asked for."""
        return super().populate_user(request, sociallogin, {"email": data.get("email")})


@dataclass(frozen=True)
class Reply:
    """What another site answered, as far as allauth looks at it."""

    status_code: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode(errors="replace")

    def json(self) -> dict:
        try:
            said = json.loads(self.content)
        except ValueError as error:
            raise OAuth2Error("not JSON") from error
        if not isinstance(said, dict):
            raise OAuth2Error("no object")
        return said

    def raise_for_status(self) -> None:
        if self.status_code != 200:
            raise OAuth2Error(f"status {self.status_code}")


class Gate:
    """As much of a session of ``requests`` as allauth uses; it asks through ``core.outgoing``.

    The operator has named each site, so its own address may be anywhere, in the company's network too. Whatever other
    addresses the site names must be public ones and speak HTTPS. Redirects are not followed: secrets go along.
    """

    def __enter__(self):
        return self

    def __exit__(self, *error) -> None:
        """Nothing is kept open."""

    def get(self, url: str, headers: dict | None = None) -> Reply:
        return self._ask(url, headers or {})

    def request(self, method: str, url: str, *, params=None, data=None, headers=None, auth=None) -> Reply:
        form = urlencode(data or {}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json", **(headers or {})}
        if auth:
            headers["Authorization"] = _basic(auth)
        return self._ask(url, headers, form=form)

    def _ask(self, url: str, headers: dict, form: bytes | None = None) -> Reply:
        try:
            answer = fetch(
                url, headers=headers, form=form, network=_network(url), redirects=0, seconds=SECONDS,
                max_bytes=MAX_BYTES,
            )  # fmt: skip
        except NotFetched as error:
            raise OAuth2Error(f"{urlsplit(url).hostname}: {error}") from error
        return Reply(answer.status, answer.headers, answer.body)


def _network(url: str) -> Network | None:
    parts = urlsplit(url)
    if _origin(url) in {_origin(app["settings"]["server_url"]) for app in sites()}:
        port = parts.port or {"https": 443, "http": 80}[parts.scheme]
        return Network(refuses=lambda address: "", ports=frozenset([port]))
    if parts.scheme != "https":
        raise OAuth2Error(f"{parts.hostname} does not speak HTTPS")
    return None


def _origin(url: str) -> tuple:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def _basic(auth) -> str:
    pair = f"{quote_plus(auth.username)}:{quote_plus(auth.password)}"  # RFC 6749, 2.3.1
    return f"Basic {b64encode(pair.encode()).decode()}"
