"""The ways in which the portal says no; ``str(error)`` is for the user's eyes."""


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault
    """The request was understood, and the answer is no (409).

    ``field`` names the form field the answer belongs to, if any.
    """

    status = 409

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class Stale(Refusal):
    """Somebody else changed the row first (409)."""


class NotAllowed(Refusal):
    """The person may know the thing but not do this with it (403)."""

    status = 403


class Missing(Refusal):
    """There is no such thing, or not for this person (404)."""

    status = 404

    def __init__(self, message: str = "찾으시는 내용이 없습니다.") -> None:
        super().__init__(message)


class TooMany(Refusal):
    """Too many tries in a short time (429)."""

    status = 429
