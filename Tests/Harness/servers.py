#!/usr/bin/env python3
"""Servers for tests, on a free port of this machine alone, each with one key or password a person.

    servers.py start ssh|http FOLDER PERSON...    a private sshd with forced commands, or git http-backend behind nginx
                                                  with basic authentication, over the bare repositories in FOLDER;
                                                  returns when it answers, and prints a line PERSON NAME=VALUE for what
                                                  that person's git needs, `url` among it
    servers.py stop FOLDER                        ends it, with all who talk to it

Started again in the same folder, it has the same port and keys. `file` starts nothing.
"""

import os
import shutil
import signal
import socket
import sys
import time

import child


class Server:
    """A server over the repositories in `folder`, which keeps its own files in `folder`/server."""

    def __init__(self, kind, folder, people=()):
        self.kind, self.folder, self.people = kind, os.path.realpath(folder), list(people)
        self.own = os.path.join(self.folder, "server")

    def path(self, name):
        return os.path.join(self.own, name)

    def write(self, name, text, mode=0o600):
        with open(self.path(name), "w") as file:
            file.write(text)
        os.chmod(self.path(name), mode)

    def read(self, name):
        try:
            with open(self.path(name)) as file:
                return file.read().strip()
        except FileNotFoundError:
            return ""

    # MARK: What a person's git needs

    def url(self, person, repository="growth.git"):
        if self.kind == "ssh":
            return f"ssh://127.0.0.1{self.folder}/{repository}"
        if self.kind == "http":
            return f"http://{person}@127.0.0.1:{self.read('port')}/{repository}"
        return f"file://{self.folder}/{repository}"

    def environment(self, person):
        if self.kind == "ssh":
            return {"GIT_SSH_COMMAND": (
                f"ssh -F /dev/null -p {self.read('port')} -i {self.path(person)} -o IdentitiesOnly=yes -o BatchMode=yes"
                f" -o UserKnownHostsFile={self.path('known')} -o StrictHostKeyChecking=yes -o LogLevel=ERROR"
                " -o ConnectTimeout=10")}
        if self.kind == "http":
            return {
                "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "credential.helper",
                "GIT_CONFIG_VALUE_0": f"store --file={self.path(person)}"}
        return {}

    # MARK: Starting

    def start(self):
        if self.kind == "file":
            return
        os.makedirs(self.path("home"), mode=0o700, exist_ok=True)
        self.write("home/.gitconfig", "[safe]\n\tdirectory = *\n[receive]\n\tautogc = false\n[http]\n\treceivepack = true\n")
        if not self.read("port"):
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self.write("port", f"{free.getsockname()[1]}\n")
        {"ssh": self.start_ssh, "http": self.start_http}[self.kind]()
        self.wait()

    def wait(self):
        # A machine that runs hundreds of tests at once may take its time.
        ends = time.monotonic() + 120
        while True:
            try:
                with socket.create_connection(("127.0.0.1", int(self.read("port"))), timeout=30) as connection:
                    if self.kind == "ssh" and not connection.recv(4):
                        raise OSError("it says nothing")
                return
            except OSError as error:
                if time.monotonic() > ends:
                    raise SystemExit(f"{self.kind} does not answer: {error}\n{self.read('log')}")
                time.sleep(0.02)

    def must(self, *words):
        child.must(words)

    def spawn(self, name, *words, environment=None, input=None):
        """A process of its own; none of our pipes stay open with it."""
        with open(self.path("log"), "a") as log:
            process = child.start(words, environment=environment, input=input, merged=True, output=log, alone=True)
        self.write(f"{name}.pid", f"{process.pid}\n")

    def start_ssh(self):
        for name in ["host", *self.people]:
            if not os.path.exists(self.path(name)):
                self.must("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", self.path(name))
        home = self.path("home")
        lines = [
            f'command="env HOME={home} GIT_CONFIG_NOSYSTEM=1 REMOTE_USER={person}'
            f' git-shell -c \\"$SSH_ORIGINAL_COMMAND\\"",restrict {self.read(person + ".pub")}\n' for person in self.people]
        self.write("authorized_keys", "".join(lines))
        self.write("known", f"[127.0.0.1]:{self.read('port')} {self.read('host.pub')}\n")
        self.write("sshd_config", f"""ListenAddress 127.0.0.1:{self.read('port')}
HostKey {self.path('host')}
PidFile none
AuthorizedKeysFile {self.path('authorized_keys')}
PasswordAuthentication no
KbdInteractiveAuthentication no
StrictModes no
UsePAM no
PermitRootLogin prohibit-password
AcceptEnv GIT_PROTOCOL
SetEnv HOME={home}
MaxStartups 200
PrintMotd no
""")
        if os.geteuid() == 0:
            # Where sshd locks itself into before it knows who asks.
            os.makedirs("/run/sshd", mode=0o755, exist_ok=True)
        sshd = shutil.which("sshd", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
        self.spawn("sshd", sshd, "-D", "-e", "-f", self.path("sshd_config"))

    def start_http(self):
        find = lambda name: shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
        passwords = {person: f"of-{person}" for person in self.people}
        self.write("passwords", "".join(
            f"{person}:{{PLAIN}}{word}\n" for person, word in passwords.items()))
        for person, word in passwords.items():
            self.write(person, f"http://{person}:{word}@127.0.0.1:{self.read('port')}\n")
        backend = child.must(["git", "--exec-path"]).strip() + "/git-http-backend"
        self.write("nginx.conf", f"""{"user root;" if os.geteuid() == 0 else ""}
daemon off;
worker_processes 2;
pid {self.path('nginx-own.pid')};
error_log {self.path('log')};
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_max_body_size 0;
    client_body_temp_path {self.path('body')};
    proxy_temp_path {self.path('proxy')};
    fastcgi_temp_path {self.path('fastcgi')};
    uwsgi_temp_path {self.path('uwsgi')};
    scgi_temp_path {self.path('scgi')};
    server {{
        listen 127.0.0.1:{self.read('port')};
        include {self.path('rules')}*;
        location / {{
            auth_basic "growth";
            auth_basic_user_file {self.path('passwords')};
            include {self.path('places')}*;
            fastcgi_pass unix:{self.path('socket')};
            fastcgi_buffering off;
            fastcgi_request_buffering off;
            fastcgi_param SCRIPT_FILENAME {backend};
            fastcgi_param GIT_PROJECT_ROOT {self.folder};
            fastcgi_param GIT_HTTP_EXPORT_ALL 1;
            fastcgi_param GIT_CONFIG_NOSYSTEM 1;
            fastcgi_param HOME {self.path('home')};
            fastcgi_param PATH_INFO $uri;
            fastcgi_param QUERY_STRING $query_string;
            fastcgi_param REQUEST_METHOD $request_method;
            fastcgi_param CONTENT_TYPE $content_type;
            fastcgi_param CONTENT_LENGTH $content_length;
            fastcgi_param REMOTE_USER $remote_user;
            fastcgi_param REMOTE_ADDR $remote_addr;
            fastcgi_param HTTP_CONTENT_ENCODING $http_content_encoding;
            fastcgi_param GIT_PROTOCOL $http_git_protocol;
        }}
    }}
}}
""")
        if os.path.exists(self.path("socket")):
            os.remove(self.path("socket"))
        # Eight that share the socket. What fcgiwrap starts with -c is watched by a process that never rests.
        with socket.socket(socket.AF_UNIX) as requests:
            requests.bind(self.path("socket"))
            requests.listen(128)
            each = 'for each in 1 2 3 4 5 6 7; do "$0" <&0 & done; exec "$0"'
            self.spawn("fcgiwrap", "sh", "-c", each, find("fcgiwrap"), input=requests)
        self.spawn("nginx", find("nginx"), "-p", self.own, "-c", self.path("nginx.conf"), "-e", self.path("log"))

    # MARK: Ending

    def stop(self):
        """Ends the server and its connections, at once. What git does there is not ended: it finds nobody to answer."""
        for name in ["sshd", "nginx", "fcgiwrap"]:
            pid = self.read(f"{name}.pid")
            if not pid:
                continue
            for one in [int(pid), *descendants(int(pid), name)]:
                try:
                    os.kill(one, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            os.remove(self.path(f"{name}.pid"))
            try:
                # Ours to bury, if we started it.
                os.waitpid(int(pid), 0)
            except ChildProcessError:
                pass


def descendants(pid, name):
    """The processes of that name below another."""
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat") as file:
                    text = file.read()
            except OSError:
                continue
            called, rest = text[text.index("(") + 1:text.rindex(")")], text[text.rindex(")") + 2:].split()
            children.setdefault(int(rest[1]), []).append((int(entry), called))
    found, left = [], [pid]
    while left:
        for child, called in children.get(left.pop(), []):
            left.append(child)
            if called == name:
                found.append(child)
    return found


def main(words):
    if len(words) >= 3 and words[0] == "start":
        server = Server(words[1], words[2], words[3:])
        server.start()
        for person in server.people:
            for name, value in [*server.environment(person).items(), ("url", server.url(person))]:
                print(f"{person} {name}={value}")
        return 0
    if len(words) == 2 and words[0] == "stop":
        Server("", words[1]).stop()
        return 0
    print(__doc__, file=sys.stderr)
    return 64


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
