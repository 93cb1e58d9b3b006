"""Workspaces with a history, written with `git fast-import`: publishes on main, and approval requests that wait.

The events are those of protocol.md, written here a second time: what assent makes of them is proven by `assent verify`.
`python3 histories.py <path> [--landed N] [--open N] [--resources N] [--keys folder]` writes one to look at.
"""

import argparse
import hashlib
import json
import os
import tempfile

import repositories
from repositories import child

WORKSPACE = "5e0c1d7a4b92f386"


def canonical(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def key(*names):
    return [["key", name] for name in names]


def query(region):
    return f"""\
select
  a.account_id,
  a.email,
  a.first_name,
  a.last_name,
  a.plan
from growth.accounts a
where a.region = {region}
  and a.closed_at is null"""


def model(number, region):
    text = repositories.model(number)
    return text.replace(f"where a.region = {number}\n", f"where a.region = {region}\n")


def sync(number, hours):
    return repositories.sync(number).replace(f"quantity: {1 + number % 24}\n", f"quantity: {hours}\n")


class Edit:
    """One field of one resource: when a sync runs, or which region a model reads."""

    def __init__(self, kind, number, before, after):
        self.kind, self.number, self.before, self.after = kind, number, before, after

    @property
    def path(self):
        return repositories.sync_path(self.number) if self.kind == "sync" else repositories.model_path(self.number)

    @property
    def text(self):
        return sync(self.number, self.after) if self.kind == "sync" else model(self.number, self.after)

    def subject(self):
        """protocol.md, Subject. A number has edits of one kind: the model of a changed sync is as at the start."""
        if self.kind == "sync":
            field = [
                key("schedule", "schedule", "interval", "quantity"),
                ["int", str(self.before)], ["int", str(self.after)],
            ]
            values = {
                "primaryKey": "account_id", "rawSql": query(self.number), "source": "warehouse",
                "type": "raw_sql",
            }
            context = {
                "destination": "crm", "source": "warehouse", "sync": self.path,
                "model": [[key(name), ["string", values[name]]] for name in sorted(values)],
            }
        else:
            field = [key("rawSql")] + [
                ["string", query(value)] for value in (self.before, self.after)
            ]
            context = {"model": self.path, "uses": [[repositories.sync_path(self.number), "crm", False]]}
        # What the manifest says of where it reads and writes.
        context["connections"] = [
            ["destination", "crm", "salesforce", "CRM"], ["source", "warehouse", "snowflake", "Warehouse"],
        ]
        change = {"fields": [field], "kind": "changed", "modes": ["100644", "100644"], "path": self.path}
        return digest(canonical({"changes": [change], "context": [context], "version": 1}))


class Signer:
    """Keys of the members, and signatures by them: many in one call of ssh-keygen."""

    def __init__(self, scratch, members):
        self.scratch = scratch
        for member in members:
            child.must(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", member, "-f", self.path(member)])

    def path(self, member):
        return os.path.join(self.scratch, member)

    def public(self, member):
        with open(self.path(member) + ".pub") as file:
            return " ".join(file.read().split()[:2])

    def sign(self, lines):
        """`lines`: (member, JSON line); answers the signature of each line."""
        found = {}
        for member in {member for member, _ in lines}:
            own = [line for signer, line in lines if signer == member]
            for start in range(0, len(own), 500):
                part = own[start:start + 500]
                with tempfile.TemporaryDirectory(dir=self.scratch) as folder:
                    paths = [os.path.join(folder, str(n)) for n in range(len(part))]
                    for path, line in zip(paths, part):
                        with open(path, "w") as file:
                            file.write(line)
                    child.must(["ssh-keygen", "-q", "-Y", "sign", "-n", "assent.v1", "-f", self.path(member), *paths])
                    for path, line in zip(paths, part):
                        with open(path + ".sig") as file:
                            found[line] = file.read()
        return found


class Importer:
    def __init__(self, path, environment):
        self.process = child.start(
            ["git", "-C", path, "fast-import", "--quiet"], environment=environment, input=child.PIPE, output=child.PIPE)
        self.path = path
        self.marks = {}

    def commit(self, ref, message, parents=(), files=(), who="Carol Diaz <carol@benchmark.example>"):
        """Answers its id."""
        mark = len(self.marks) + 1
        data = message.encode()
        out = [f"commit {ref}\nmark :{mark}\ncommitter {who} {1700000000 + mark} +0000\ndata {len(data)}\n".encode(), data, b"\n"]
        out += [f"{'merge' if n else 'from'} :{self.marks[parent]}\n".encode() for n, parent in enumerate(parents)]
        for name, text in files:
            data = text.encode()
            out += [f"M 100644 inline {name}\ndata {len(data)}\n".encode(), data, b"\n"]
        self.process.stdin.write(b"".join(out) + f"\nget-mark :{mark}\n".encode())
        self.process.stdin.flush()
        commit = self.process.stdout.readline().decode().strip()
        self.marks[commit] = mark
        return commit

    def reset(self, ref, commit):
        self.process.stdin.write(f"reset {ref}\nfrom :{self.marks[commit]}\n\n".encode())

    def delete(self, ref):
        self.process.stdin.write(f"reset {ref}\nfrom {'0' * 40}\n\n".encode())

    def end(self):
        self.process.stdin.close()
        if self.process.wait() != 0:
            raise SystemExit(f"git fast-import failed in {self.path}")


class Request:
    """A draft of one edit, and what was said about it."""

    def __init__(self, draft, edit, revision, subject, acts):
        """`acts`: (actor, kind, further fields), the first a `submit`."""
        self.draft, self.edit, self.revision = draft, edit, revision
        self.events = []
        for sequence, (actor, kind, fields) in enumerate(acts):
            event = {
                "version": 1, "workspace": WORKSPACE, "branch": "main", "sequence": sequence, "actor": actor,
                "kind": kind, "time": "2024-01-01T00:00:00Z", **fields,
            }
            if kind in ("submit", "approve"):
                event.update(revision=revision, subject=subject)
            if kind == "approve":
                event["risks"] = []
            if sequence:
                event.update(request=self.id, previous=digest(self.events[-1][2]))
            else:
                event.update(draft=draft, nonce=digest(draft)[:32])
            line = canonical(event)
            if not sequence:
                self.id = digest(line)
            self.events.append((actor, kind, line))

    def lines(self):
        return [(actor, line) for actor, _, line in self.events]

    def write(self, importer, ref, signatures):
        """The chain on top of the revision; answers the last event's commit."""
        tip = self.revision
        for actor, kind, line in self.events:
            signature = signatures.get(line)
            message = f"assent: {actor} {kind}s {self.draft}\n\n{line}\n" + (f"\n{signature}" if signature else "")
            tip = importer.commit(ref, message, [tip], who=f"{actor} <{actor}@assent.invalid>")
        return tip


SCRATCH = "refs/scratch/tip"


def write(path, landed=0, asked=0, resources=2000, keys=None, rules="", environment=None):
    """Writes a bare repository at `path`, packed as a clone is.

    Publish number n changes one resource, asked for by carol from where main stood up to nine publishes before, and
    approved by bo. Open request number n starts from any place of main's line; most wait for an approval, a quarter
    has a comment, some conflict with what went live, and some change what another one changes.

    `keys`: a folder for the members' keys; then they have to sign, and every event is signed.
    `rules`: lines of `approvals.rules`.
    """
    signer = Signer(keys, ["bo", "carol"]) if keys else None
    public = {name: f", keys: [{signer.public(name)}]" if signer else "" for name in ["bo", "carol"]}
    settings = repositories.SETTINGS.replace("role: admin}", f"role: admin{public['carol']}}}")
    if rules:
        settings = settings.replace("  self_approval: false\n", f"  self_approval: false\n  rules:\n{rules}", 1)
    settings += f"  bo: {{name: Bo Chen, email: bo@benchmark.example, role: admin{public['bo']}}}\n"
    pairs = resources // 2
    child.must(["git", "init", "--quiet", "--bare", "-b", "main", path], environment=environment)
    importer = Importer(path, environment)
    files = [("assent.yaml", settings), ("hightouch/manifest-benchmark.yaml", repositories.MANIFEST)]
    files += [(repositories.model_path(n), repositories.model(n)) for n in range(pairs)]
    files += [(repositories.sync_path(n), repositories.sync(n)) for n in range(pairs)]
    main = importer.commit("refs/heads/main", "Start", files=files)
    line = [main]
    # What main has by (kind, number), where it is not what it began with.
    state = {}

    def edit(number, turn):
        kind = "model" if number % 3 == 2 else "sync"
        before = state.get((kind, number), number if kind == "model" else 1 + number % 24)
        return Edit(kind, number, before, 100_000 + turn if kind == "model" else 1 + (before + 5) % 24)

    def draft(edit, turn, base):
        name = f"draft/carol/edit-{turn}"
        revision = importer.commit("refs/heads/" + name, f"Edit {edit.path}", [base], [(edit.path, edit.text)])
        return name, revision

    history = []
    for start in range(0, landed, 10):
        block = []
        for turn in range(start, min(start + 10, landed)):
            change = edit(turn % pairs, turn)
            state[change.kind, change.number] = change.after
            name, revision = draft(change, turn, line[-1])
            acts = [("carol", "submit", {}), ("bo", "approve", {})]
            block.append(Request(name, change, revision, change.subject(), acts))
        signatures = signer.sign([one for request in block for one in request.lines()]) if signer else {}
        for request in block:
            event = request.write(importer, SCRATCH, signatures)
            main = importer.commit(
                "refs/heads/main", f"Publish {request.draft}\n\nAssent-Request: {request.id}\n",
                [main, event], [(request.edit.path, request.edit.text)], who="Bo Chen <bo@benchmark.example>")
            importer.delete("refs/heads/" + request.draft)
            history.append(request.edit)
            line.append(main)
    requests = []
    for turn in range(landed, landed + asked):
        base = line[turn % len(line)]
        if turn % 25 == 24 and history:
            gone = history[turn % landed]
            base = line[turn % landed]
            change = Edit(gone.kind, gone.number, gone.before, 200_000 + turn if gone.kind == "model" else 77)
        else:
            change = edit((turn - 3 if turn % 10 == 9 else turn) % pairs, turn)
            if (change.kind, change.number) in state:
                base = line[-1]
        name, revision = draft(change, turn, base)
        acts = [("carol", "submit", {"comment": "please", "to": ["bo"]})]
        if turn % 4 == 1:
            acts.append(("bo", "comment", {"comment": "Is the owner of the destination told?"}))
        requests.append(Request(name, change, revision, change.subject(), acts))
    signatures = signer.sign([one for request in requests for one in request.lines()]) if signer else {}
    for request in requests:
        event = request.write(importer, SCRATCH, signatures)
        importer.reset("refs/assent/requests/" + request.id, event)
    importer.delete(SCRATCH)
    importer.end()
    for name, value in {
        "user.name": "Bo Chen", "user.email": "bo@benchmark.example", "assent.member": "bo", "gc.auto": "0",
    }.items():
        child.must(["git", "-C", path, "config", name, value], environment=environment)
    child.must(["git", "-C", path, "repack", "-a", "-d", "-q"], environment=environment)
    child.must(["git", "-C", path, "pack-refs", "--all"], environment=environment)


def write_signed(path, count, environment=None):
    """A repository with that many commits signed by ssh-keygen, as git signs them, and their names in `commits`."""
    child.must(["git", "init", "--quiet", "-b", "main", path], environment=environment)
    key_file = os.path.join(path, ".git", "key")
    child.must(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key_file])
    allowed = os.path.join(path, ".git", "allowed")
    with open(key_file + ".pub") as public, open(allowed, "w") as file:
        file.write("bo@benchmark.example " + public.read())
    for name, value in {
        "user.name": "Bo Chen", "user.email": "bo@benchmark.example", "gpg.format": "ssh",
        "user.signingKey": key_file, "gpg.ssh.allowedSignersFile": allowed, "commit.gpgSign": "true",
    }.items():
        git(path, ["config", name, value], environment)
    for number in range(count):
        git(path, ["commit", "--quiet", "--allow-empty", "-m", f"Publish {number}"], environment)
    with open(os.path.join(path, "commits"), "w") as file:
        file.write(git(path, ["rev-list", "HEAD"], environment))


def git(path, arguments, environment, data=None):
    return child.must(["git", "-C", path, *arguments], environment=environment, input=data)


def objects(path, environment=None):
    """What has to be read to list the open requests: their events and revisions, the commits that they left main at,
    and of all those commits and of main's tip the folders and files that a draft changes, each once."""
    tips = git(path, ["for-each-ref", "--format=%(objectname)", "refs/assent/requests"], environment).split()
    events, wanted = set(tips), []
    main = git(path, ["rev-parse", "refs/heads/main"], environment).strip()
    line = git(path, ["rev-list", "--first-parent", main], environment).split()
    beside = git(path, ["rev-list", "--parents", "--stdin"], environment, "\n".join([*tips, f"^{main}"]).encode())
    parents = {one.split()[0]: one.split()[1:] for one in beside.splitlines()}
    subjects = dict(
        one.split("\t", 1)
        for one in git(
            path, ["log", "--stdin", "--format=%H%x09%s"], environment, "\n".join([*tips, f"^{main}"]).encode()
        ).splitlines())
    for commit, subject in subjects.items():
        if subject.startswith("assent: "):
            events.add(commit)
        else:
            file = subject.removeprefix("Edit ")
            folder = os.path.dirname(file)
            for one in (commit, parents[commit][0], main):
                wanted += [one] + [f"{one}:{name}" for name in ("", "hightouch", folder, file)]
            # What it rests on, or who uses it.
            other = file.replace("models/", "syncs/").replace(".yaml", "-to-crm.yaml")
            if "/syncs/" in file:
                other = file.replace("syncs/", "models/").replace("-to-crm.yaml", ".yaml")
            wanted += [f"{main}:{os.path.dirname(other)}", f"{main}:{other}"]
    wanted += [*events, *line, f"{main}:assent.yaml", f"{main}:hightouch/manifest-benchmark.yaml"]
    found = git(
        path, ["cat-file", "--batch-check=%(objectname)"], environment, "\n".join(dict.fromkeys(wanted)).encode())
    return list(dict.fromkeys(found.split()))


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("path")
    options.add_argument("--landed", type=int, default=0, help="publishes on main")
    options.add_argument("--open", type=int, default=0, help="requests that wait")
    options.add_argument("--resources", type=int, default=2000)
    options.add_argument("--keys", help="a folder for keys; then all events are signed")
    given = options.parse_args()
    write(given.path, given.landed, given.open, given.resources, given.keys)
