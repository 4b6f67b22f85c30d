"""What a page may do in the browser: its own files and nothing else, and no script within a page.

The policy stands in every page, so that it holds on any host and from a folder, and in `_headers` for hosts that read
that file (Netlify, Cloudflare Pages), with what only a header can say. The live preview is left without it: MkDocs'
puts its reloading script into the page.
"""

from __future__ import annotations

from .page import Output
from .urls import WORKER

DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",  # the colours that stand in for pictures
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
REFERRER = "strict-origin-when-cross-origin"
UNUSED = ("camera", "microphone", "geolocation", "payment", "usb", "midi", "accelerometer", "gyroscope", "magnetometer")
"""What of a device no page asks for."""
FOR_EVER = "public, max-age=31536000, immutable"
HASHED = ("assets", "photos", "documents", "cards")
"""Folders in which a name carries a hash of its file."""


def policy() -> str:
    """The Content-Security-Policy as a page states it of itself."""
    return "; ".join(f"{name} {sources}" for name, sources in DIRECTIVES.items())


def headers() -> Output:
    """`_headers`: the policy and the other headers for every address; files whose names change with them are kept."""
    everywhere = {
        "Content-Security-Policy": f"{policy()}; frame-ancestors 'self'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": REFERRER,
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
    }
    blocks = [("/*", everywhere), *((f"/{folder}/*", {"Cache-Control": FOR_EVER}) for folder in HASHED)]
    blocks.append((f"/{WORKER}", {"Cache-Control": "no-cache"}))
    return Output("_headers", "\n".join(_block(*block) for block in blocks).encode())


def _block(place: str, values: dict[str, str]) -> str:
    return place + "\n" + "".join(f"  {name}: {value}\n" for name, value in values.items())
