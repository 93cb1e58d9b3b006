"""Says of documents whether JSON Schemas take them, by the library that check-jsonschema uses.

Reads from standard input: {"schemas": {name: schema}, "documents": [{"schema": name, "text": YAML or JSON}]}
Writes to standard output: [null, or what is wrong, for each document]

Schemas must be right by the schema of draft 7 itself. YAML is read as version 1.2 (its core schema), as editors do.
"""

import json
import re
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """PyYAML, with the plain scalars of YAML 1.2.2, 10.3.2."""

    def construct_mapping(self, node, deep=False):
        self.flatten_mapping(node)
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if len(set(map(str, keys))) < len(keys):
            raise yaml.YAMLError("a key appears twice in one map")
        return super().construct_mapping(node, deep)


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", list("-+0123456789.")),
    ("merge", r"^<<$", ["<"]),
]:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)
Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def problem(validator, text):
    try:
        # Keys of JSON are texts.
        document = json.loads(json.dumps(yaml.load(text, Loader)))
    except yaml.YAMLError as error:
        return f"not read: {error}"
    error = jsonschema.exceptions.best_match(validator.iter_errors(document))
    return None if error is None else f"{error.json_path}: {error.message}"[:200]


def main():
    work = json.load(sys.stdin)
    validators = {}
    for name, schema in work["schemas"].items():
        jsonschema.Draft7Validator.check_schema(schema)
        validators[name] = jsonschema.Draft7Validator(schema)
    json.dump([problem(validators[one["schema"]], one["text"]) for one in work["documents"]], sys.stdout)


main()
