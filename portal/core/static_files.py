"""Our style sheets and scripts, squeezed once a process for browsers that unpack them, in whichever way they can."""

import gzip
from functools import lru_cache
from pathlib import Path

import brotli
from flask import Flask, Response, current_app, request

MIMETYPES = ("text/css", "text/javascript", "application/javascript", "image/svg+xml")
SMALLEST = 500
WAYS = ("br", "gzip")
"""Content codings in order of how small they make a file."""
QUALITY = 10  # of eleven: a third of the time of the last step, and 4 % larger


def init_app(app: Flask) -> None:
    """Squeeze what the static folder sends; registered after Flask-Compress, this comes before it."""
    app.after_request(squeeze)


def squeeze(response: Response) -> Response:
    """Send the packed form of a whole static file, with an entity tag of its own."""
    if request.endpoint != "static" or response.status_code != 200 or response.mimetype not in MIMETYPES:
        return response
    way = next((way for way in WAYS if request.accept_encodings.quality(way) > 0), None)
    file = Path(current_app.static_folder or "") / (request.view_args or {}).get("filename", "")
    if way is None or file.stat().st_size < SMALLEST:
        return response
    packed = _packed(file, file.stat().st_mtime_ns, way)
    etag, _is_weak = response.get_etag()
    response.close()  # the file that was opened to be sent as it is
    response.direct_passthrough = False
    response.set_data(packed)
    response.headers["Content-Encoding"] = way
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{etag}:{way}")
    response.make_conditional(request)
    return response


@lru_cache(maxsize=128)
def _packed(file: Path, _changed_at: int, way: str) -> bytes:
    content = file.read_bytes()
    return brotli.compress(content, quality=QUALITY) if way == "br" else gzip.compress(content, 9, mtime=0)
