"""Reads user-data with cloud-init's own code: one document a line in base64, out comes what it makes of each in JSON."""
import base64
import json
import logging
import sys
import tempfile

from cloudinit import handlers, helpers, user_data
from cloudinit.config.cc_write_files import DEFAULT_PERMS, canonicalize_extraction, decode_perms, extract_contents
from cloudinit.handlers.cloud_config import CloudConfigPartHandler

logging.disable(logging.CRITICAL)
place = tempfile.mkdtemp()
paths = helpers.Paths({"cloud_dir": place, "run_dir": place})


def plain(content):
    return base64.b64encode(content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape")).decode()


def written(entry):
    content = extract_contents(entry.get("content") or "", canonicalize_extraction(entry.get("encoding")))
    mode = decode_perms(entry.get("permissions"), DEFAULT_PERMS)
    return {"path": entry["path"], "mode": mode, "content": plain(content)}


def read(document):
    handler = CloudConfigPartHandler(paths)
    handler.handle_part(None, handlers.CONTENT_START, None, None, None, {})
    scripts = []

    def take(_data, name, payload, headers):
        kind = headers["Content-Type"]
        if kind in ("text/cloud-config", "text/cloud-config-jsonp"):
            handler.handle_part(None, kind, name, payload, None, headers)
        elif payload:
            scripts.append([kind, plain(payload)])

    handlers.walk(user_data.UserDataProcessor(paths).process(document), take, None)
    config = handler.cloud_buf or {}
    files = [written(entry) for entry in config.pop("write_files", [])]
    return {"files": files, "scripts": scripts, "config": config}


print(json.dumps([read(base64.b64decode(line)) for line in sys.stdin]))
