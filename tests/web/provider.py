"""A provider of OpenID Connect on loopback that checks the desk's part of each sign-in."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt

CLIENT, SECRET = "desk", "desk-secret-of-a-test"
CALLBACK = "/account/sso/oidc/sso/login/callback/"
SIGNING = "a key of the provider, long enough for HS256"


@dataclass
class Provider:
    """It hands out one code a sign-in, takes it once, from who began the sign-in (PKCE,
    RFC 7636), vouches for `person`, and says in the id token what `token` changes."""

    url: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    token: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)  # code: challenge
    exchanged: int = 0

    def configure(self) -> dict[str, Any]:
        """Describe itself (OpenID Connect Discovery 1.0)."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/me",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def authorize(self, address: str) -> str:
        """Give where a browser is sent back to once its person said yes."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert address.startswith(f"{self.url}/authorize?")
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert urlsplit(asked["redirect_uri"]).path == CALLBACK
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked["code_challenge"]
        return f"{CALLBACK}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, given: dict[str, str]) -> dict[str, Any] | None:
        """Give tokens for a code to who began the sign-in and knows the secret."""
        challenge = self.codes.pop(given.get("code", ""), "")
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        made = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        known = (given.get("client_id"), given.get("client_secret")) == (CLIENT, SECRET)
        if not known or challenge != made:
            return None
        self.exchanged += 1
        token = {"iss": self.url, "aud": CLIENT, "exp": time.time() + 60, **self.person}
        signed = jwt.encode(token | self.token, SIGNING, algorithm="HS256")
        tokens = {"access_token": "t", "token_type": "Bearer", "expires_in": 60}
        return tokens | {"id_token": signed}


def make_handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    """Give the handler that answers for a provider."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            vouched = self.headers.get("Authorization") == "Bearer t"
            if "/.well-known/" in self.path:
                self.say(provider.configure())
            else:
                self.say(provider.person if vouched else None)

        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            self.say(provider.exchange(dict(parse_qsl(self.rfile.read(size).decode()))))

        def say(self, body: dict[str, Any] | None) -> None:
            raw = json.dumps({"error": "invalid_grant"} if body is None else body).encode()
            self.send_response(400 if body is None else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_words: object) -> None:
            """Keep quiet."""

    return Handler


@contextmanager
def run_provider() -> Iterator[Provider]:
    """A provider on a free port of loopback; it ends with the block."""
    provider = Provider()
    with ThreadingTCPServer(("127.0.0.1", 0), make_handler(provider)) as server:
        provider.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join(5)
