"""Small pictures: a PNG of 256 colors. The browser counts the colors, this module writes the file."""

import base64
import struct
import zlib

from playwright.sync_api import Page

SIGNATURE = b"\x89PNG\r\n\x1a\n"
REDUCE = """async (png) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const bytes = pen.getImageData(0, 0, image.width, image.height).data;
  const counts = new Map();
  for (let i = 0; i < bytes.length; i += 4) {
    const color = bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2];
    counts.set(color, (counts.get(color) || 0) + 1);
  }
  const palette = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 256).map(([color]) => color);
  const place = new Map(palette.map((color, at) => [color, at]));
  const parts = (color) => [color >> 16, color >> 8 & 255, color & 255];
  const nearest = (color) => {
    const [r, g, b] = parts(color);
    let best = 0, least = Infinity;
    palette.forEach((other, at) => {
      const [x, y, z] = parts(other);
      const far = (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2;
      if (far < least) { least = far; best = at; }
    });
    return best;
  };
  let rows = "";
  for (let i = 0; i < bytes.length; i += 4) {
    const color = bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2];
    if (!place.has(color)) place.set(color, nearest(color));
    rows += String.fromCharCode(place.get(color));
  }
  return { width: image.width, height: image.height, colors: palette.map(parts).flat(), pixels: btoa(rows) };
}"""


def reduced(page: Page, png: bytes) -> bytes:
    """Return a PNG with its 256 most common colors, each other color being the nearest of them; uses a blank page."""
    found = page.evaluate(REDUCE, base64.b64encode(png).decode())
    width, pixels = found["width"], base64.b64decode(found["pixels"])
    lines = b"".join(b"\0" + pixels[at : at + width] for at in range(0, len(pixels), width))
    header = struct.pack(">IIBBBBB", width, found["height"], 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", bytes(found["colors"])), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
