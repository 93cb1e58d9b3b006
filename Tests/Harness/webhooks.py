"""An HTTP server for tests, on a free port of this machine, that takes webhooks and says what came.

    python3 Tests/Harness/webhooks.py FOLDER [--fail N] [--redirect] [--secret TEXT]

FOLDER/port says where it listens; FOLDER/1.json is the first body that it accepted, and FOLDER/log has a line for each call:
the path, the event, and whether its signature holds. It ends when FOLDER/pid is ended, or after 10 minutes.
"""
import argparse
import hashlib
import hmac
import http.server
import os
import pathlib
import threading


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--fail", type=int, default=0)
    parser.add_argument("--redirect", action="store_true")
    parser.add_argument("--secret", default="")
    options = parser.parse_args()
    folder = pathlib.Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    state = {"failed": 0, "taken": 0}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            given = dict(part.split("=", 1) for part in self.headers.get("Assent-Signature", "").split(",") if part)
            made = hmac.new(
                options.secret.encode(), f"{given.get('t', '')}.".encode() + body, hashlib.sha256).hexdigest()
            with open(folder / "log", "a") as log:
                holds = hmac.compare_digest(made, given.get("v1", ""))
                log.write(f"{self.path} {self.headers.get('Content-Type')} signature {'holds' if holds else 'fails'}\n")
            if state["failed"] < options.fail:
                state["failed"] += 1
                self.send_response(503)
            elif options.redirect:
                self.send_response(302)
                self.send_header("Location", f"http://127.0.0.1:{server.server_port}/elsewhere")
            else:
                state["taken"] += 1
                (folder / f"{state['taken']}.json").write_bytes(body)
                self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    (folder / "pid").write_text(f"{os.getpid()}\n")
    (folder / "port.new").write_text(f"{server.server_port}\n")
    (folder / "port.new").rename(folder / "port")
    threading.Timer(600, lambda: os._exit(0)).start()
    server.serve_forever()


main()
