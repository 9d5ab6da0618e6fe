"""The way out of the house: letters to a mail server, or to the log where there is none."""

import logging
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr

from portal.core.settings import setting
from portal.notifications import messages

log = logging.getLogger("portal.mail")

TIMEOUT = 20
SENDER = "총무과 포털"


class Undeliverable(Exception):  # noqa: N818 - an answer of the mail server, not a fault of ours
    """The mail server will never take this letter."""


class Later(Exception):  # noqa: N818 - see Undeliverable
    """The letter could not be given to the mail server now."""


@dataclass(frozen=True)
class Outgoing:
    """All that leaves the house of a letter: whom, what about, and where to read it."""

    address: str
    subject: str
    text: str
    link: str
    message_ref: str


class Post:
    """An open way to the mail server; without a server a letter is written to the log."""

    def __init__(self, server: smtplib.SMTP | None) -> None:
        self._server = server

    def send(self, letter: Outgoing) -> None:
        """Give one letter away; raises Undeliverable or Later."""
        message = as_message(letter)
        if self._server is None:
            log.info("Letter to %s: %s %s", letter.address, message["Subject"], setting("BASE_URL") + letter.link)
            return
        try:
            self._server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            code, words = next(iter(refused.recipients.values()))
            raise _failure(code, words) from refused
        except smtplib.SMTPResponseException as refused:
            raise _failure(refused.smtp_code, refused.smtp_error) from refused
        except (smtplib.SMTPException, OSError) as broken:
            raise Later(type(broken).__name__) from broken


def show_letters() -> None:
    """Let the letters written to the log be seen: the job worker's own log shows nothing but faults."""
    log.setLevel(logging.INFO)
    if not log.handlers:
        log.addHandler(logging.StreamHandler())


def is_configured() -> bool:
    """Say whether letters are written at all: a mail server is named, or this is not production."""
    return bool(setting("SMTP_HOST")) or setting("PORTAL_MODE") != "production"


@contextmanager
def opened() -> Iterator[Post]:
    """Open the way for some letters; raises Later when the mail server cannot be reached."""
    if not setting("SMTP_HOST"):
        yield Post(None)
        return
    try:
        server = _connect()
    except (smtplib.SMTPException, OSError) as broken:
        raise Later(f"{type(broken).__name__}: {broken}"[:200]) from broken
    try:
        yield Post(server)
    finally:
        try:
            server.quit()
        except (smtplib.SMTPException, OSError):
            server.close()


def as_message(letter: Outgoing) -> EmailMessage:
    """Return the letter as it is sent: a subject and a link, and nothing about anybody."""
    name, domain = parseaddr(setting("MAIL_FROM"))[1].rpartition("@")[::2]
    message = EmailMessage()
    message["From"] = Address(SENDER, name, domain)
    message["To"] = Address(addr_spec=letter.address)
    message["Subject"] = " ".join(letter.subject.split())
    message["Message-ID"] = f"<{letter.message_ref}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(messages.letter(letter.text, setting("BASE_URL") + letter.link))
    return message


def _connect() -> smtplib.SMTP:
    host, port, security = setting("SMTP_HOST"), setting("SMTP_PORT"), setting("SMTP_SECURITY")
    context = ssl.create_default_context()
    if security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=TIMEOUT)
        if security == "starttls":
            server.starttls(context=context)
    if setting("SMTP_USER"):
        server.login(setting("SMTP_USER"), setting("SMTP_PASSWORD"))
    return server


def _failure(code: int, words: bytes | str) -> Exception:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    told = " ".join(f"{code} {said}".split())[:200]
    return Undeliverable(told) if 500 <= code < 600 else Later(told)
