"""A small OpenID Connect provider on loopback: discovery, authorisation, token, keys and userinfo.

``provider.person`` is who sits before it; whatever a test changes in ``provider`` it does wrong from then on.
"""

import contextlib
import hashlib
import http.server
import json
import secrets
import threading
import time
from base64 import b64encode, urlsafe_b64encode
from functools import cache
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "backchannel", "between-the-two-of-us"
DORA = {"sub": "d-1", "email": "dora@firm.example", "email_verified": True, "name": "Dora Dorn"}


@cache
def key(_which: str = "its own"):
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    def __init__(self, port: int):
        self.url = f"http://127.0.0.1:{port}"
        self.person = dict(DORA)
        self.userinfo: dict | None = None  # as the person, unless a test says otherwise
        self.claims: dict = {}  # of the id_token, besides or instead of the right ones
        self.signs_with = key()
        self.discovery: dict = {}  # besides or instead of what is right
        self.raw: dict[str, bytes] = {}  # answers that are no JSON of ours, by path
        self.redirects: dict[str, str] = {}
        self.codes: dict[str, dict] = {}
        self.asked: list[str] = []

    def configuration(self) -> dict:
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
        found = {name: f"{self.url}/{path}" for name, path in places.items()} | {"jwks_uri": f"{self.url}/jwks"}
        return (
            {"issuer": self.url, "token_endpoint_auth_methods_supported": ["client_secret_basic"]}
            | found
            | self.discovery
        )

    def authorize(self, query: dict) -> str:
        """Where the browser is sent back to. The person has said yes."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict, authorization: str) -> dict | None:
        asked = self.codes.pop(form.get("code", ""), None)
        right = f"Basic {b64encode(f'{CLIENT}:{SECRET}'.encode()).decode()}"
        if asked is None or authorization != right or form["redirect_uri"] != asked["redirect_uri"]:
            return None
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if asked["code_challenge"] != urlsafe_b64encode(digest).rstrip(b"=").decode():
            return None
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300} | self.person | self.claims
        id_token = jwt.encode(claims, self.signs_with, algorithm="RS256", headers={"kid": "k1"})
        return {"access_token": "a-token", "token_type": "Bearer", "expires_in": 300, "id_token": id_token}

    def keys(self) -> dict:
        public = json.loads(RSAAlgorithm.to_jwk(key().public_key()))
        return {"keys": [public | {"kid": "k1", "use": "sig", "alg": "RS256"}]}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        provider, parts = self.server.provider, urlsplit(self.path)
        provider.asked.append(parts.path)
        match parts.path:
            case path if path in provider.raw:
                self._answer(200, provider.raw[path])
            case path if path in provider.redirects:
                self._answer(302, b"", Location=provider.redirects[path])
            case "/.well-known/openid-configuration":
                self._json(provider.configuration())
            case "/authorize":
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self._answer(302, b"", Location=provider.authorize(query))
            case "/jwks":
                self._json(provider.keys())
            case "/userinfo" if self.headers["Authorization"] == "Bearer a-token":
                self._json(provider.person if provider.userinfo is None else provider.userinfo)
            case _:
                self._answer(404, b"")

    def do_POST(self):
        provider = self.server.provider
        provider.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        if self.path in provider.raw:
            return self._answer(200, provider.raw[self.path])
        given = provider.token(form, self.headers.get("Authorization", ""))
        return self._json(given) if given else self._answer(400, b'{"error": "invalid_grant"}')

    def _json(self, said: dict) -> None:
        self._answer(200, json.dumps(said).encode())

    def _answer(self, status: int, body: bytes, **headers) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@contextlib.contextmanager
def running():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.provider = Provider(server.server_address[1])
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server.provider
        server.shutdown()


def as_setting(provider: Provider, **others) -> dict:
    """What the environment would give: OIDC_SITES=firm."""
    of_site = {"server_url": provider.url, "vouches_for_mail": True, "oauth_pkce_enabled": True} | others
    site = {"provider_id": "firm", "name": "Firm", "client_id": CLIENT, "secret": SECRET, "settings": of_site}
    return {"openid_connect": {"APPS": [site]}}
