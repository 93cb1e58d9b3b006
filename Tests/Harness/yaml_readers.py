"""What five readers of YAML take a text for, as typed trees: PyYAML, ruamel.yaml (YAML 1.1 and 1.2), js-yaml and Go's
yaml.v3. A text that a reader refuses is ("error", why) to it."""

import datetime
import json
import math
import os
import tempfile
import warnings

import ruamel.yaml
import yaml

import child
from workspace import TOP

HERE = os.path.dirname(os.path.abspath(__file__))
warnings.simplefilter("ignore")


def tree(value):
    if value is None:
        return ("null",)
    if isinstance(value, bool):
        return ("bool", bool(value))
    if isinstance(value, int):
        return ("int", str(int(value)))
    if isinstance(value, float):
        return ("float", "nan" if math.isnan(value) else repr(float(value)))
    if isinstance(value, str):
        return ("str", str(value))
    if isinstance(value, (datetime.date, datetime.datetime)):
        return ("date", value.isoformat())
    if isinstance(value, dict):
        return ("map", sorted((tree(key), tree(item)) for key, item in value.items()))
    if isinstance(value, (list, tuple)):
        return ("list", [tree(item) for item in value])
    return ("other", f"{type(value).__name__} {value!r}")


def refused(error):
    return ("error", f"{type(error).__name__}: {' '.join(str(error).split())[:200]}")


def pyyaml(text):
    try:
        return tree(yaml.load(text, Loader=yaml.SafeLoader))
    except Exception as error:  # noqa: BLE001 a reader fails as it likes
        return refused(error)


def ruamel_as(version):
    def read(text):
        reader = ruamel.yaml.YAML(typ="safe", pure=True)
        reader.version = version
        try:
            return tree(reader.load(text))
        except Exception as error:  # noqa: BLE001
            return refused(error)

    return read


PYTHON = {"PyYAML": pyyaml, "ruamel 1.1": ruamel_as((1, 1)), "ruamel 1.2": ruamel_as(None)}


def in_python(texts):
    return [{name: read(text) for name, read in PYTHON.items()} for text in texts]


def go_reader():
    """Builds it where it is not yet."""
    source, binary = os.path.join(HERE, "yaml_reader.go"), os.path.join(TOP, ".build", "yaml-reader")
    if not os.path.exists(binary) or os.path.getmtime(binary) < os.path.getmtime(source):
        environment = dict(os.environ, GO111MODULE="off", GOPATH="/usr/share/gocode", GOFLAGS="")
        child.must(["go", "build", "-o", binary, source], environment=environment)
    return [binary]


def frozen(node):
    """A tree that came as JSON, in the form of those made here."""
    if node[0] == "map":
        return ("map", sorted((frozen(key), frozen(item)) for key, item in node[1]))
    if node[0] == "list":
        return ("list", [frozen(item) for item in node[1]])
    if node[0] == "float":
        try:
            number = float(node[1].replace("Infinity", "inf"))
        except ValueError:
            number = math.nan
        return ("float", "nan" if math.isnan(number) else repr(number))
    return tuple(node)


def started(command, texts):
    """A program that reads the texts, beside this one."""
    given, answer = tempfile.TemporaryFile(), tempfile.TemporaryFile()
    given.write(json.dumps(texts).encode())
    given.seek(0)
    return child.start(command, input=given, output=answer), answer


def finished(running, answer):
    if running.wait() != 0:
        raise SystemExit(f"yaml-differential: {running.args} ended with {running.returncode}")
    answer.seek(0)
    return [frozen(node) for node in json.load(answer)]


def read_all(texts, processes):
    """For each text, what each reader takes it for.

    - processes: a pool for the readers in Python."""
    programs = {"js-yaml": ["node", os.path.join(HERE, "yaml_reader.js")], "Go": go_reader()}
    running = {name: started(command, texts) for name, command in programs.items()}
    parts = [texts[start : start + 200] for start in range(0, len(texts), 200)]
    results = [result for part in processes.map(in_python, parts) for result in part]
    for name, (program, answer) in running.items():
        for result, node in zip(results, finished(program, answer), strict=True):
            result[name] = node
    return results
