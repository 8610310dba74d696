"""An example of how nginx serves an exported folder: the types, the ready-made encodings, the same headers as ours."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from feeds.publishing.formats import FORMATS
from feeds.records import Site

SAMPLE = """\
# Serves the folder of `feeds export`. Include it inside http {{ }}; nginx needs the module ngx_http_gzip_static.
server {{
    listen 80;
    server_name {host};
    root {folder};

    types {{
{types}
        text/x-opml opml;
    }}
    charset utf-8;
    charset_types {charsets} text/x-opml;
    default_type application/octet-stream;

    gzip_static on;
    # brotli_static on;   # with ngx_brotli: the .br files lie beside
    etag on;
    add_header Cache-Control "public, max-age={refresh}, stale-while-revalidate=86400";
    add_header Access-Control-Allow-Origin "*";
    add_header X-Content-Type-Options nosniff;
    add_header Vary Accept-Encoding;

    location ~ /\\. {{ return 404; }}
    location = /manifest.json {{ return 404; }}
    location = /nginx.conf.example {{ return 404; }}
}}
"""


def sample(site: Site, folder: Path) -> str:
    types = [(made.media_type.partition(";")[0], made.extension) for made in FORMATS.values()]
    return SAMPLE.format(
        host=urlsplit(site.url).hostname or "localhost",
        folder=folder.absolute(),
        types="\n".join(f"        {media_type} {extension};" for media_type, extension in types),
        charsets=" ".join(media_type for media_type, _ in types),
        refresh=site.refresh,
    )
