"""Repositories to measure in, written with `git fast-import`: no checkout, one pack.

Each has a workspace in which every check is silent, and as many drafts of one edit each as asked for.
`python3 repositories.py <path> [--unrelated N] [--resources N] [--drafts N]` writes one to look at.
"""

import argparse
import os
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "Harness"))
import child  # noqa: E402

SETTINGS = """\
version: 1
id: 5e0c1d7a4b92f386
workspace: benchmark
branch: main
root: hightouch
require_approvals: true
signatures: optional
landing: direct
approvals:
  required: 1
  self_approval: false
members:
  ana: {name: Ana Silva, email: ana@benchmark.example, role: draft-contributor}
  carol: {name: Carol Diaz, email: carol@benchmark.example, role: admin}
"""

MANIFEST = """\
# READ ONLY FILE
sources:
  warehouse:
    name: Warehouse
    type: snowflake
destinations:
  crm:
    name: CRM
    type: salesforce
"""


def model(number, edited=False):
    """A model of about 350 bytes; edited: its query, and nothing that its sync rests on."""
    return f"""\
name: Accounts {number}
source: warehouse
description: Accounts of region {number}, one row each
type: raw_sql
rawSql: |-
  select
    a.account_id,
    a.email,
    a.first_name,
    a.last_name,
    a.plan
  from growth.accounts a
  where a.region = {number}
    and a.closed_at is null{" and a.email is not null" if edited else ""}
primaryKey: account_id
"""


def sync(number, edited=False):
    """A sync of about 600 bytes; edited: where one mapping writes to."""
    return f"""\
model: accounts-{number}
destination: crm
config:
  mode: upsert
  object: Contact
  mappings:
    - to: Email
      from: email
      type: standard
    - to: FirstName
      from: first_name
      type: standard
    - to: LastName
      from: last_name
      type: standard
    - to: Plan__c
      from: plan
      type: standard{'''
      ignoreNull: true''' if edited else ""}
  configVersion: 4
  customMappings: []
  externalIdMapping:
    to: Account_Id__c
    from: account_id
    type: standard
schedule:
  type: interval
  schedule:
    interval:
      unit: hour
      quantity: {1 + number % 24}
schedulePaused: false
"""


def model_path(number):
    return f"hightouch/models/accounts-{number}.yaml"


def sync_path(number):
    return f"hightouch/syncs/accounts-{number}-to-crm.yaml"


def write(path, unrelated=0, resources=20, drafts=0, environment=None):
    """Writes a bare repository at `path`.

    Half of the resources are models, half are syncs. Draft number n is `draft/carol/<kind>-<n>`, edits the sync or
    the model number n, and starts from main's first commit.
    """
    pairs = resources // 2
    assert drafts <= pairs, "each draft edits a resource of its own"
    child.must(["git", "init", "--quiet", "--bare", "-b", "main", path], environment=environment)
    importer = child.start(["git", "-C", path, "fast-import", "--quiet"], environment=environment, input=child.PIPE)
    marks = 0

    def commit(ref, message, parent, files):
        nonlocal marks
        marks += 1
        who = f"Carol Diaz <carol@benchmark.example> {1700000000 + marks} +0000"
        out = [f"commit {ref}\nmark :{marks}\ncommitter {who}\ndata {len(message)}\n{message}\n".encode()]
        if parent:
            out.append(f"from :{parent}\n".encode())
        for name, text in files:
            data = text.encode()
            out += [f"M 100644 inline {name}\ndata {len(data)}\n".encode(), data, b"\n"]
        importer.stdin.write(b"".join(out) + b"\n")
        return marks

    files = [("assent.yaml", SETTINGS), ("hightouch/manifest-benchmark.yaml", MANIFEST)]
    files += [(model_path(n), model(n)) for n in range(pairs)]
    files += [(sync_path(n), sync(n)) for n in range(pairs)]
    files += [(f"app/part{n % 1000:03d}/file{n}.txt", f"file {n}\n") for n in range(unrelated)]
    base = commit("refs/heads/main", "Start", None, files)
    for n in range(drafts):
        commit(f"refs/heads/draft/carol/sync-{n}", f"Edit sync {n}", base, [(sync_path(n), sync(n, edited=True))])
        commit(f"refs/heads/draft/carol/model-{n}", f"Edit model {n}", base, [(model_path(n), model(n, edited=True))])
    importer.stdin.close()
    if importer.wait() != 0:
        raise SystemExit(f"git fast-import failed in {path}")
    for key, value in {
        "user.name": "Carol Diaz",
        "user.email": "carol@benchmark.example",
        "assent.member": "carol",
        "gc.auto": "0",
    }.items():
        child.must(["git", "-C", path, "config", key, value], environment=environment)
    child.must(["git", "-C", path, "pack-refs", "--all"], environment=environment)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("path")
    options.add_argument("--unrelated", type=int, default=0)
    options.add_argument("--resources", type=int, default=20)
    options.add_argument("--drafts", type=int, default=0)
    given = options.parse_args()
    write(given.path, given.unrelated, given.resources, given.drafts)
