"""Who is asking: participants by a signed cookie with a random id, trainers by the key."""

import hashlib
import hmac
import re
from typing import Any

from jupyter_server.auth import Authorizer, IdentityProvider, User
from tornado import web  # type: ignore[attr-defined]

from workbook.store.participants import new_id

HEADER = "X-Workbook-User"
COOKIE_DAYS = 400  # what browsers allow at most
_ID = re.compile(r"[0-9a-f]{48}")


class ParticipantIdentity(IdentityProvider):
    """Every browser is somebody: a random id in a signed HttpOnly cookie, handed to the kernel in a header of ours."""

    @property
    def auth_enabled(self) -> bool:
        """Nobody logs in."""
        return False

    def generate_anonymous_user(self, handler: web.RequestHandler) -> User:
        """A new participant: 192 random bits."""
        return User(new_id())

    def user_to_cookie(self, user: User) -> str:
        """The cookie holds the id and nothing else."""
        return str(user.username)

    def user_from_cookie(self, cookie_value: str) -> User | None:
        """The participant of a cookie, or None for anything else that was once signed."""
        return User(cookie_value) if _ID.fullmatch(cookie_value) else None

    def get_user_token(self, handler: web.RequestHandler) -> None:
        """There are no tokens, least of all in addresses."""
        return None

    async def get_user(self, handler: web.RequestHandler) -> User | None:
        """The participant of this request; what a client sent as our header is thrown away first."""
        handler.request.headers.pop(HEADER, None)
        user = await self._get_user(handler)
        if user is not None:
            handler.request.headers[HEADER] = user.username
            if handler.request.method == "GET" and "/voila/render/" in handler.request.path:
                handler.current_user = user
                _ = handler.xsrf_token  # sets the cookie with which the page may end its kernel when it is left
        return user


class TrainerIdentity(IdentityProvider):
    """One trainer: whoever once gave the key in this browser. A new key ends every login."""

    @property
    def auth_enabled(self) -> bool:
        """Without the key nothing is answered."""
        return True

    def get_user_token(self, handler: web.RequestHandler) -> None:
        """The key is never in an address."""
        return None

    def _proof(self, handler: web.RequestHandler) -> str:
        key: str = handler.settings["workbook_secrets"].trainer
        return hmac.new(key.encode(), b"trainer", hashlib.sha256).hexdigest()

    def set_trainer_cookie(self, handler: web.RequestHandler) -> None:
        """Let this browser in from now on."""
        options: dict[str, Any] = {"httponly": True, "samesite": "Strict", "path": handler.base_url}
        if handler.request.protocol == "https":
            options["secure"] = True
        handler.set_secure_cookie(self.cookie_name, self._proof(handler), expires_days=30, **options)

    def get_user(self, handler: web.RequestHandler) -> User | None:
        """The trainer, or None."""
        handler.request.headers.pop(HEADER, None)
        given = handler.get_secure_cookie(self.cookie_name, max_age_days=31)
        if given is None or not hmac.compare_digest(given.decode(), self._proof(handler)):
            return None
        if handler.request.method == "GET" and "/voila/render/" in handler.request.path:
            user = User("trainer")
            handler.current_user = user
            _ = handler.xsrf_token
        return User("trainer")


class OwnKernels(Authorizer):
    """A kernel belongs to the visitor whose page started it; nobody else may look at it, talk to it or end it."""

    def is_authorized(self, handler: web.RequestHandler, user: User, action: str, resource: str) -> bool:
        """Whether `user` may do this: kernels by their owner only, nothing else of Jupyter's own API at all."""
        if resource != "kernels":
            return False
        kernel = handler.path_kwargs.get("kernel_id") or (handler.path_args or [""])[0]
        owner: str | None = handler.kernel_manager.owners.get(kernel)
        return owner is not None and hmac.compare_digest(owner, user.username)
