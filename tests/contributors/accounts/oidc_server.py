"""A small OpenID Connect server on the loopback, which says of people whatever a test tells it to."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT, SECRET = "coproduce", "client-secret"


def published(key: Any) -> dict[str, Any]:
    """Return a public key as a server shows it."""
    return {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key)), "kid": "one", "alg": "RS256", "use": "sig"}


class Server:
    """What is asked of it, and what it answers: `claims` go into the identity token as they are."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.claims: dict[str, Any] = {}
        self.asked: dict[str, dict[str, str]] = {}  # code: the parameters of the request
        self.key: Any = KEY
        self.public = KEY.public_key()
        self.given: list[str] = []  # every token it gave out
        self.paths: list[str] = []  # what was read of it
        self.algorithm = "RS256"
        self.headers: dict[str, Any] = {}  # of the identity token, beside the number of its key
        self.metadata: dict[str, Any] = {}  # said of itself instead of the truth
        self.moved: dict[str, str] = {}  # a path and where it redirects to

    def authorize(self, query: dict[str, str]) -> str:
        """Return the address to which the browser is sent back."""
        code = f"code-{len(self.asked)}"
        self.asked[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, sent: dict[str, str]) -> dict[str, Any] | None:
        """Check the proof of PKCE and return the tokens; None refuses."""
        asked = self.asked.pop(sent.get("code", ""), {})
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if asked.get("code_challenge_method") != "S256" or asked.get("code_challenge") != challenge:
            return None
        now = int(time.time())
        standard = {"iss": self.url, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 300}
        claims = {**standard, "nonce": asked.get("nonce"), **self.claims}
        signed = jwt.encode(
            claims, self.key, algorithm=self.algorithm, headers={"kid": "one", **self.headers}
        )
        self.given += [signed, "a-token-for-userinfo"]
        return {
            "access_token": "a-token-for-userinfo",
            "token_type": "Bearer",
            "id_token": signed,
            "expires_in": 300,
        }

    def get(self, path: str) -> dict[str, Any]:
        if path == "/.well-known/openid-configuration":
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            return {
                "issuer": self.url,
                "userinfo_endpoint": f"{self.url}/userinfo",
                **{name: f"{self.url}/{end}" for name, end in names.items()},
                **self.metadata,
            }
        if path == "/keys":
            return {"keys": [published(self.public)]}
        return {"sub": self.claims.get("sub", "1")}


@contextmanager
def running() -> Iterator[Server]:
    """Serve until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.paths.append(urlsplit(self.path).path)
            if to := server.moved.get(urlsplit(self.path).path):
                self.send_response(302)
                self.send_header("Location", to)
                self.end_headers()
                return
            self._say(server.get(urlsplit(self.path).path))

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(server.token({key: values[0] for key, values in parse_qs(sent).items()}))

        def _say(self, body: dict[str, Any] | None) -> None:
            self.send_response(200 if body is not None else 400)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body or {"error": "invalid_grant"}).encode())

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = Server(f"http://127.0.0.1:{httpd.server_port}")
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join(5)
