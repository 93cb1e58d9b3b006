"""What the harnesses share: a small workspace, the people in it, and commands run as one of them."""

import os
import shutil
import tempfile

import child

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def acme(path):
    """A file of the workspace that all tests share."""
    with open(os.path.join(TOP, "Tests", "Acme", path)) as file:
        return file.read()


MANIFEST = acme("hightouch/manifest-acme.yaml")
SETTINGS = acme("assent.yaml").partition("members:\n")


def model(name):
    """The text of a model as Acme's leads are, with a description."""
    text = acme("hightouch/models/leads.yaml").replace("crm.leads", f"crm.{name.lower()}")
    return text.replace("name: Leads\n", f"name: {name}\ndescription: as it was\n")


def sync(model):
    """The text of a sync as that of Acme's leads is."""
    return acme("hightouch/syncs/leads-to-crm.yaml").replace("model: leads", f"model: {model}")


def settings(members):
    """The text of assent.yaml for [(id, role)]."""
    return SETTINGS[0] + SETTINGS[1] + "".join(
        f"  {id}: {{name: {id.capitalize()}, email: {id}@acme.example, role: {role}}}\n" for id, role in members)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


class Place:
    """A scratch folder with a home for each person, and the program under test in front of PATH."""

    def __init__(self, program, folder=None):
        self.folder = folder or tempfile.mkdtemp(prefix="assent-harness.")
        self.program = program
        self.bin = os.path.join(self.folder, "bin")
        os.makedirs(self.bin)
        os.symlink(program, os.path.join(self.bin, "assent"))
        self.base = {
            key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "XDG_", "ASSENT_"))}
        self.base.update({
            "GIT_CONFIG_NOSYSTEM": "1", "NO_COLOR": "1", "LC_ALL": "C.UTF-8",
            "PATH": self.bin + ":" + os.environ["PATH"]})

    def environment(self, person, extra=None):
        home = os.path.join(self.folder, "home", person)
        if not os.path.isdir(home):
            write(os.path.join(home, ".gitconfig"), f"""[user]
name = {person.capitalize()}
email = {person}@acme.example
[init]
defaultBranch = main
templateDir =
[core]
pager = cat
[gc]
auto = 0
""")
        return {**self.base, "HOME": home, **(extra or {})}

    def run(self, person, words, cwd, extra=None, prefix=(), timeout=120):
        return child.run([*prefix, *words], cwd, self.environment(person, extra), limit=timeout)

    def must(self, person, words, cwd, extra=None):
        return child.must(words, cwd, self.environment(person, extra)).strip()

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def program(given):
    """The binary under test: as given, else the debug build."""
    path = os.path.abspath(given or os.path.join(TOP, ".build", "debug", "assent"))
    if not os.access(path, os.X_OK):
        raise SystemExit(f"there is no program at {path}: swift build")
    return path
