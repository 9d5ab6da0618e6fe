"""Bytes that no browser sends, to the production server itself: one answer each, none of them a fault of ours."""

import socket

HOST = b"Host: 127.0.0.1\r\n"
END = b"Connection: close\r\n\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
HIDDEN = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
ASKED = {
    "a length and chunks": (
        b"POST /login HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 41\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"0\r\n\r\n" + HIDDEN,
        400,
    ),
    "two lengths": (b"POST /login HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\nabcde", 400),
    "a negative length": (b"POST /login HTTP/1.1\r\n" + HOST + b"Content-Length: -3\r\n\r\nabcde", 400),
    "two encodings": (
        b"POST /login HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n"
        b"Transfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        400,
    ),
    "broken chunks": (
        b"POST /login HTTP/1.1\r\n" + HOST + FORM + b"Transfer-Encoding: chunked\r\n" + END + b"ZZ\r\nabc\r\n0\r\n\r\n",
        400,
    ),
    "two hosts": (b"GET /login HTTP/1.1\r\n" + HOST + b"Host: evil.example\r\n" + END, 200),
    "another host in the address": (b"GET http://evil.example/login HTTP/1.1\r\n" + HOST + END, 200),
    "a NUL in the path": (b"GET /people\x00 HTTP/1.1\r\n" + HOST + END, 400),
    "bytes that are no text": (b"GET /people/%ff%fe HTTP/1.1\r\n" + HOST + END, 400),
    "a way up": (b"GET /static/%2e%2e/%2e%2e/wsgi.py HTTP/1.1\r\n" + HOST + END, 404),
    "an endless path": (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n" + HOST + END, 414),
    "five hundred headers": (
        b"GET /login HTTP/1.1\r\n" + HOST + b"".join(b"X-%d: y\r\n" % n for n in range(500)) + END,
        431,
    ),
    "a line break in what comes next": (b"GET /login?next=/a%0d%0aSet-Cookie:x=y HTTP/1.1\r\n" + HOST + END, 200),
    "a verb nobody knows": (b"FOO /people HTTP/1.1\r\n" + HOST + END, 405),
    "no HTTP at all": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
}


def sent(port: int, data: bytes) -> bytes:
    """Return all that comes back; a server that keeps the line open has said what it has to say after a second."""
    with socket.create_connection(("127.0.0.1", port), 20) as line:
        line.settimeout(20)
        line.sendall(data)
        said = b""
        try:
            while more := line.recv(65_536):
                said += more
                line.settimeout(1)
        except TimeoutError:
            pass
        return said


def test_each_gets_one_answer_that_names_no_other_host_and_the_server_goes_on(server) -> None:
    wrong = {}
    for name, (data, status) in ASKED.items():
        said = sent(server.port, data)
        answers, first = said.count(b"HTTP/1.1 "), said.split(b"\r\n", 1)[0]
        expected = b"HTTP/1.1 %d" % status
        if answers != 1 or not first.startswith(expected) or b"evil.example" in said or b"\r\nSet-Cookie:x" in said:
            wrong[name] = said[:200]
    assert wrong == {}
    for path in (b"/healthz", b"/login"):
        assert sent(server.port, b"GET " + path + b" HTTP/1.1\r\n" + HOST + END).startswith(b"HTTP/1.1 200")
