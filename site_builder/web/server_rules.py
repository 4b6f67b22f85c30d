"""Rules for web servers: types, headers and cache times of every file and the 404 page, in the language of each server.

All are written from the lists here. `web.config` (IIS), `.htaccess` (Apache), `_headers` and `_redirects` (Netlify,
Cloudflare Pages and their kind) are read where they lie; what nginx and Caddy shall include lies in `may-chu/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import quote, unquote, urlsplit
from xml.sax.saxutils import quoteattr

from ..files import OutputFile
from ..views.urls import SERVICE_WORKER_FILE, CleanRoot

POLICY_DIRECTIVES = {
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
REFERRER_POLICY = "strict-origin-when-cross-origin"
DENIED_FEATURES = (
    "camera",
    "microphone",
    "geolocation",
    "payment",
    "usb",
    "midi",
    "accelerometer",
    "gyroscope",
    "magnetometer",
)
"""Browser features that no page uses, denied by Permissions-Policy."""
REVALIDATE = "no-cache"
"""Cache-Control of what keeps its name: it is kept, and asked for again each time."""
CACHE_FOR_EVER = "public, max-age=31536000, immutable"
HASHED_FOLDERS = ("assets", "photos", "documents", "cards")
"""Folders in which a name carries a hash of its file."""
ERROR_PAGE = "404.html"
SNIPPETS_FOLDER = "may-chu"
"""What a server has to be told to include. Nothing links there, and the rules themselves answer 404 for it."""
KEPT_SIGNS = "/+=@~"
"""What of a path stands in an address as it is, besides letters and digits."""
MOST_REDIRECTS = 1000
"""Hosts read so many of `_redirects` (Cloudflare Pages 2,000); Apache reads all of `.htaccess` for every answer."""
MEDIA_TYPES: Mapping[str, str] = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
    ".atom": "application/atom+xml",
    ".txt": "text/plain",
    ".ics": "text/calendar",
    ".vcf": "text/vcard",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".mp4": "video/mp4",
}
"""The type of every kind of file that a site can hold: servers know some of them, and each server others."""
TEXT_SUFFIXES = (".html", ".css", ".js", ".xml", ".atom", ".txt", ".ics", ".vcf")
"""Kinds of text whose letters a server has to say are UTF-8."""


def content_security_policy() -> str:
    """The Content-Security-Policy as a page states it of itself."""
    return "; ".join(f"{name} {sources}" for name, sources in POLICY_DIRECTIVES.items())


def response_headers() -> Mapping[str, str]:
    """The headers of every answer, errors too."""
    return {
        "Content-Security-Policy": f"{content_security_policy()}; frame-ancestors 'self'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": REFERRER_POLICY,
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DENIED_FEATURES),
    }


def full_media_type(suffix: str) -> str:
    """The type of a kind of file as a server says it, with the letters of text."""
    return MEDIA_TYPES[suffix] + ("; charset=utf-8" if suffix in TEXT_SUFFIXES else "")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a site lies on its host: `root` is the path as written in addresses, `clean` whether `.html` is stripped.

    `moved` are former addresses in the site and where each leads.
    """

    root: str
    clean: bool = False
    moved: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """The path as servers compare it: a space is a space."""
        return unquote(self.root)

    def redirects(self) -> Sequence[tuple[str, str]]:
        """The former addresses below the root, as servers compare them, each with the path that it leads to."""
        rows = ((old, self._shown(new)) for old, new in self.moved.items())
        asked = ((way, new) for old, new in rows for way in dict.fromkeys((old, self._shown(old))))
        return [(self.folder + old, self.root + new) for old, new in islice(asked, MOST_REDIRECTS)]

    def _shown(self, address: str) -> str:
        return address.removesuffix(".html") if self.clean else address


def server_files(site_url: str, moved: Mapping[str, str]) -> Iterator[OutputFile]:
    """The rules in every language; `site_url` says under which path the site lies, the root where it is ''.

    Former addresses are led on by the rules of all servers but IIS, whose redirects need a module: there, and beyond
    MOST_REDIRECTS, the page at the former address does.
    """
    place = Place(urlsplit(site_url).path.rstrip("/") + "/", isinstance(site_url, CleanRoot), moved)
    rules = {
        "_headers": headers_rules(),
        "_redirects": redirects_rules(place),
        "web.config": iis_rules(),
        ".htaccess": apache_rules(place),
        f"{SNIPPETS_FOLDER}/nginx.conf": nginx_rules(place),
        f"{SNIPPETS_FOLDER}/Caddyfile": caddy_rules(place),
    }
    yield from (OutputFile(address, text.encode()) for address, text in rules.items())
    yield OutputFile(".nojekyll", b"")  # GitHub Pages would leave out names that begin with an underscore


def headers_rules() -> str:
    """`_headers`. Where two blocks name a header, some hosts say both: cache times stand in one block each."""
    blocks = [
        ("/*", response_headers()),
        *((f"/{folder}/*", {"Cache-Control": CACHE_FOR_EVER}) for folder in HASHED_FOLDERS),
        (f"/{SERVICE_WORKER_FILE}", {"Cache-Control": REVALIDATE}),
    ]
    written = (
        "\n".join([place, *(f"  {name}: {value}" for name, value in block.items()), ""]) for place, block in blocks
    )
    return "\n".join(written)


def redirects_rules(place: Place) -> str:
    """`_redirects`."""
    rows = "".join(f"{quote(old, safe=KEPT_SIGNS)} {new} 301\n" for old, new in place.redirects())
    return f"# Addresses that have moved, one a line: old new 301.{'' if rows else ' None has moved yet.'}\n{rows}"


def iis_rules() -> str:
    """`web.config`. One wrong line there answers 500 for the whole site, so it names only what every IIS has.

    Each type and header is removed before it is added: adding one that the server has already is such a wrong line.
    """
    types = "\n".join(
        f"      <remove fileExtension={quoteattr(suffix)} />\n"
        f"      <mimeMap fileExtension={quoteattr(suffix)} mimeType={quoteattr(full_media_type(suffix))} />"
        for suffix in MEDIA_TYPES
    )
    headers = "\n".join(
        f"        <remove name={quoteattr(name)} />\n        <add name={quoteattr(name)} value={quoteattr(value)} />"
        for name, value in response_headers().items()
    )
    kept = "\n".join(_IIS_KEPT.format(folder=folder) for folder in HASHED_FOLDERS)
    return _IIS.format(types=types, headers=headers, kept=kept, error_page=ERROR_PAGE)


_IIS = """\
<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <system.webServer>
    <staticContent>
      <clientCache cacheControlMode="DisableCache" />
{types}
    </staticContent>
    <httpErrors>
      <remove statusCode="404" />
      <error statusCode="404" path="{error_page}" responseMode="File" />
    </httpErrors>
    <httpProtocol>
      <customHeaders>
{headers}
      </customHeaders>
    </httpProtocol>
  </system.webServer>
{kept}
</configuration>
"""
_IIS_KEPT = """\
  <location path="{folder}">
    <system.webServer>
      <staticContent>
        <clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="365.00:00:00"
                     cacheControlCustom="public, immutable" />
      </staticContent>
    </system.webServer>
  </location>"""


def apache_rules(place: Place) -> str:
    """`.htaccess`, of directives alone that AllowOverride FileInfo permits: another one would be an error 500.

    What is kept for ever is known by the hash in its name: a site may lie in a folder that is called like one of these.
    """
    types = "".join(f"  AddType {kind} {suffix}\n" for suffix, kind in MEDIA_TYPES.items())
    headers = "".join(f'  Header always set {name} "{value}"\n' for name, value in response_headers().items())
    rules = _APACHE.format(
        types=types,
        text=" ".join(TEXT_SUFFIXES),
        root=place.root,
        error_page=ERROR_PAGE,
        headers=headers,
        hashed="|".join(HASHED_FOLDERS),
        for_ever=CACHE_FOR_EVER,
        revalidate=REVALIDATE,
        snippets=SNIPPETS_FOLDER,
        redirects="".join(f'  Redirect 301 "{old}" "{new}"\n' for old, new in place.redirects()),
    )
    return rules + (_APACHE_CLEAN if place.clean else "")


_APACHE = """\
<IfModule mod_mime.c>
{types}  AddCharset utf-8 {text}
</IfModule>
<IfModule core.c>
  ErrorDocument 404 {root}{error_page}
</IfModule>
<IfModule mod_alias.c>
  RedirectMatch 404 "/{snippets}/"
{redirects}</IfModule>
<IfModule mod_headers.c>
{headers}  <IfModule mod_setenvif.c>
    SetEnvIf Request_URI "/({hashed})/[^/]*[.-][0-9a-f]{{8,12}}[.-][^/]*$" KEPT_FOR_EVER
    Header set Cache-Control "{for_ever}" env=KEPT_FOR_EVER
    Header always set Cache-Control "{revalidate}" env=!KEPT_FOR_EVER
  </IfModule>
</IfModule>
"""
_APACHE_CLEAN = """\
<IfModule mod_rewrite.c>
  RewriteEngine On
  RewriteCond %{REQUEST_FILENAME} !-d
  RewriteCond %{REQUEST_FILENAME}.html -f
  RewriteRule [^/]$ %{REQUEST_URI}.html [L]
</IfModule>
"""


def nginx_rules(place: Place) -> str:
    """`nginx.conf`: a location to include in a `server` whose `root` is the folder in which the site is `root`."""
    headers = "".join(f'add_header {name} "{value}" always;\n' for name, value in response_headers().items())
    types = "".join(f"    {kind} {suffix.removeprefix('.')};\n" for suffix, kind in MEDIA_TYPES.items())
    charsets = " ".join(dict.fromkeys(MEDIA_TYPES[suffix] for suffix in TEXT_SUFFIXES if suffix != ".html"))
    outer = "".join(f"  {line}\n" for line in headers.splitlines())
    redirects = "".join(
        f'  location = "{old}" {{ absolute_redirect off; return 301 "{new}"; }}\n' for old, new in place.redirects()
    )
    return _NGINX.format(
        root=place.folder,
        types=types,
        charsets=charsets,
        error_page=ERROR_PAGE,
        tries="  try_files $uri $uri/ $uri.html =404;\n" if place.clean else "",
        outer=outer,
        inner=outer.replace("  add_header", "    add_header"),
        hashed=f'"^{re.escape(place.folder)}(?:{"|".join(HASHED_FOLDERS)})/"',
        for_ever=CACHE_FOR_EVER,
        revalidate=REVALIDATE,
        snippets=SNIPPETS_FOLDER,
        redirects=redirects,
    )


_NGINX = """\
# server {{ root …; include …{root}{snippets}/nginx.conf; }}
# root: the folder in which the site lies at {root}
location "{root}" {{
  types {{
{types}  }}
  default_type application/octet-stream;
  charset utf-8;
  charset_types {charsets};
  index index.html;
  error_page 404 "{root}{error_page}";
{tries}{outer}  add_header Cache-Control "{revalidate}" always;
  location ~ {hashed} {{
{inner}    add_header Cache-Control "{for_ever}";
  }}
  location "{root}{snippets}/" {{ return 404; }}
{redirects}}}
"""


def caddy_rules(place: Place) -> str:
    """`Caddyfile`: what to import in the block of a site whose `root` is the folder in which the site is `root`."""
    headers = "".join(f'  {name} "{value}"\n' for name, value in response_headers().items())
    types = "".join(
        f'@type{suffix} path *{suffix}\nheader @type{suffix} Content-Type "{full_media_type(suffix)}"\n'
        for suffix in MEDIA_TYPES
    )
    return _CADDY.format(
        root=place.folder,
        types=types,
        error_page=ERROR_PAGE,
        error_type=full_media_type(".html"),
        tries="try_files {path} {path}/index.html {path}.html\n" if place.clean else "",
        headers=headers,
        hashed=" ".join(f'"{place.folder}{folder}/*"' for folder in HASHED_FOLDERS),
        for_ever=CACHE_FOR_EVER,
        revalidate=REVALIDATE,
        snippets=SNIPPETS_FOLDER,
        redirects="".join(f'redir "{old}" "{new}" 301\n' for old, new in place.redirects()),
    )


_CADDY = """\
# ocop.example {{ root * …; import …{root}{snippets}/Caddyfile }}
# root: the folder in which the site lies at {root}
header {{
{headers}}}
@kept path {hashed}
header @kept Cache-Control "{for_ever}"
@asked not path {hashed}
header @asked Cache-Control "{revalidate}"
{types}@rules path "{root}{snippets}/*"
error @rules 404
{redirects}{tries}file_server
handle_errors {{
  header Cache-Control "{revalidate}"
  header Content-Type "{error_type}"
  rewrite * "{root}{error_page}"
  file_server
}}
"""
