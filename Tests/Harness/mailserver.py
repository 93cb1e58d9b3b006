"""A mail server for tests, on a free port of this machine. It writes each message that it takes into a folder.

    .build/validators/bin/python Tests/Harness/mailserver.py FOLDER [--refuse ADDRESS] [--greylist N] [--hang]
        [--slow] [--cut] [--starttls] [--tls] [--login USER PASSWORD]

FOLDER/port says where it listens, FOLDER/certificate.pem what it is known by; FOLDER/1.eml is the first message,
FOLDER/sessions has a line for each connection that brought one. It ends when FOLDER/pid is ended, or after 10 minutes.
"""
import argparse
import asyncio
import os
import pathlib
import ssl
import subprocess
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Handler:
    def __init__(self, options):
        self.options = options
        self.folder = pathlib.Path(options.folder)
        self.count = 0
        self.greylisted = 0

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.options.hang:
            await asyncio.sleep(600)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address == self.options.refuse:
            return "550 5.1.1 no such user here"
        if self.greylisted < self.options.greylist:
            self.greylisted += 1
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.options.cut:
            server.transport.abort()
            return "451 gone"
        if self.options.slow:
            await asyncio.sleep(0.1)
        self.count += 1
        path = self.folder / f"{self.count}.eml"
        path.with_suffix(".new").write_bytes(envelope.original_content)
        path.with_suffix(".new").rename(path)
        with open(self.folder / "sessions", "a") as file:
            file.write(f"{session.peer[1]} {envelope.mail_from} {','.join(envelope.rcpt_tos)}\n")
        return "250 OK"


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--refuse")
    parser.add_argument("--greylist", type=int, default=0)
    for flag in ("hang", "slow", "cut", "starttls", "tls"):
        parser.add_argument(f"--{flag}", action="store_true")
    parser.add_argument("--login", nargs=2)
    options = parser.parse_args()
    folder = pathlib.Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    context = None
    if options.tls or options.starttls:
        certificate, key = folder / "certificate.pem", folder / "key.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate],
            check=True, capture_output=True)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, key)

    def authenticator(server, session, envelope, mechanism, data):
        user, password = options.login or ("", "")
        good = isinstance(data, LoginPassword) and data.login == user.encode() and data.password == password.encode()
        return AuthResult(success=good, handled=False)

    def factory():
        return SMTP(
            handler, hostname="localhost", tls_context=context if options.starttls else None,
            require_starttls=options.starttls, auth_required=options.login is not None,
            auth_require_tls=False, authenticator=authenticator)

    handler = Handler(options)
    server = await asyncio.get_running_loop().create_server(
        factory, "127.0.0.1", 0, ssl=context if options.tls else None)
    (folder / "pid").write_text(f"{os.getpid()}\n")
    port = folder / "port"
    port.with_suffix(".new").write_text(f"{server.sockets[0].getsockname()[1]}\n")
    port.with_suffix(".new").rename(port)
    await asyncio.sleep(600)


try:
    asyncio.run(main())
except KeyboardInterrupt:
    sys.exit(0)
