"""Real web servers, each on a free port with a configuration of its own: a host's lines, and the rules of the site."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..commands import free_port

Start = Callable[[Path, Path, str, int], Sequence[str]]
"""Writes the configuration for (working folder, root of the documents, path of the site, port); gives the command."""

NGINX = """
daemon off; pid {work}/pid; error_log {work}/log; worker_processes 1; {user}
events {{}}
http {{
  access_log off; types {{}} client_body_temp_path {work}/body; proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/fastcgi; uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
  server {{ listen 127.0.0.1:{port}; root {documents}; include {documents}{path}may-chu/nginx.conf; }}
}}
"""
APACHE = """
ServerRoot /usr/lib/apache2
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {work}/pid
ErrorLog {work}/log
TypesConfig {work}/no-types
{modules}
{user}
DocumentRoot {documents}
<Directory {documents}>
  AllowOverride FileInfo
  Options FollowSymLinks
  Require all granted
</Directory>
"""
APACHE_MODULES = ("mpm_event", "authz_core", "dir", "mime", "headers", "alias", "setenvif", "rewrite")
CADDY = """
{{
  admin off
  auto_https off
}}
http://127.0.0.1:{port} {{
  root * {documents}
  import {documents}{path}may-chu/Caddyfile
}}
"""


def nginx(work: Path, documents: Path, path: str, port: int) -> Sequence[str]:
    user = "user root;" if os.geteuid() == 0 else ""
    text = NGINX.format(work=work, documents=documents, path=path, port=port, user=user)
    (work / "nginx.conf").write_text(text, "utf-8")
    return ["/usr/sbin/nginx", "-p", str(work), "-e", str(work / "log"), "-c", str(work / "nginx.conf")]


def apache(work: Path, documents: Path, path: str, port: int) -> Sequence[str]:
    """Types of the system are kept away, so that those of the site have to be there; it may not run as root."""
    (work / "no-types").touch()
    modules = "\n".join(f"LoadModule {name}_module modules/mod_{name}.so" for name in APACHE_MODULES)
    user = "User nobody\nGroup nogroup" if os.geteuid() == 0 else ""
    text = APACHE.format(work=work, documents=documents, port=port, modules=modules, user=user)
    (work / "apache.conf").write_text(text, "utf-8")
    return ["/usr/sbin/apache2", "-f", str(work / "apache.conf"), "-DFOREGROUND"]


def caddy(work: Path, documents: Path, path: str, port: int) -> Sequence[str]:
    text = CADDY.format(documents=documents, path=path, port=port)
    (work / "Caddyfile").write_text(text, "utf-8")
    return ["/usr/bin/caddy", "run", "--config", str(work / "Caddyfile"), "--adapter", "caddyfile"]


SERVERS: dict[str, Start] = {"nginx": nginx, "apache": apache, "caddy": caddy}


@contextmanager
def running(start: Start, site: Path, path: str, work: Path) -> Iterator[str]:
    """The address at which a server offers `site` below `path`; `work` is an empty folder that everybody may read."""
    documents = work / "documents"
    # A hard link is the file itself: nothing is copied, and a server that runs as somebody else may read it.
    shutil.copytree(site, documents / path.strip("/"), copy_function=os.link, dirs_exist_ok=True)
    port = free_port()
    command = start(work, documents, path, port)
    assert Path(command[0]).is_file(), "Web servers are needed: apt-get install nginx-light apache2-bin caddy"
    log = (work / "said").open("wb")
    environment = {**os.environ, "HOME": str(work), "XDG_DATA_HOME": str(work), "XDG_CONFIG_HOME": str(work)}
    process = subprocess.Popen(command, cwd=work, env=environment, stdout=log, stderr=log)
    try:
        while not _answers(port):
            try:  # a moment, which ends at once where the server has given up
                process.wait(0.02)
            except subprocess.TimeoutExpired:
                continue
            written = (file for file in (work / "said", work / "log") if file.is_file())
            raise AssertionError("\n".join(file.read_text("utf-8") for file in written))
        yield f"http://127.0.0.1:{port}{path}"
    finally:
        process.terminate()
        process.wait()
        log.close()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
