"""nginx, serving what another server has answered as static files."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.served import Answer

# nginx writes these itself.
OWN = {"date", "server", "connection", "content-length", "etag", "last-modified"}
OWN |= {"content-type", "content-encoding", "transfer-encoding"}

CONFIGURATION = """
daemon off;
pid {folder}/pid;
error_log stderr;
{user}
worker_processes {workers};
events {{ worker_connections 512; }}
http {{
  access_log off;
  sendfile on;
  keepalive_requests 1000000;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  map $http_accept_encoding $file {{ default plain; gzip gzip; br br; }}
  map $http_accept_encoding $coding {{ default ""; gzip gzip; br br; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      root {folder}/files;
      try_files /$file =404;
      default_type "{content_type}";
      add_header Content-Encoding $coding;
{headers}
    }}
  }}
}}
"""


@contextmanager
def nginx(folder: Path, answers: dict[str, Answer], *, workers: int) -> Iterator[str]:
    """Serve the answers, by their coding ("" is none), at every address of a URL.

    What a 200 says stands on it here too, but for validators of nginx's own.
    """
    (folder / "files").mkdir(parents=True)
    for coding, answer in answers.items():
        (folder / "files" / (coding or "plain")).write_bytes(answer.body)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    headers = "\n".join(
        f'      add_header {key} "{value}";'
        for key, value in answers[""].headers.items()
        if key.lower() not in OWN
    )
    (folder / "nginx.conf").write_text(
        CONFIGURATION.format(
            folder=folder,
            port=port,
            workers=workers,
            headers=headers,
            content_type=answers[""].headers["Content-Type"],
            user="user root;" if os.geteuid() == 0 else "",
        )
    )
    process = subprocess.Popen(
        ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    )
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("nginx does not answer")
