"""Holds the shipped schemas against the vectors, with jsonschema. See README.md beside this file."""

import base64
import json
import pathlib
import re
import sys

from jsonschema import Draft202012Validator as Validator

ROOT = pathlib.Path(__file__).parents[2]

# What a schema cannot see: advisories, repeated members, the HTTP status, two members compared.
OUT_OF_SIGHT = re.compile(
    r"\.(member\.(duplicate|unknown|read_only|ignored|not_updatable)|name\.blank|phone\.empty|email\.portable|id\.empty"
    r"|body\.no_effect|status\.echo|success\.contradiction|http_status\.unexpected|customer\.alias)$"
)
# The verdicts that are not the wanted ones, by their reasons.
DIFFERENCES = {
    "the last of equal members counts": """
        salesive/request/reject/member.duplicate.refused-values salesive/reply/accepted/customer.type.one-of-two
        salesive/reply/unreadable/flag-twice microbase/request/reject/member.duplicate.refused-values
        microbase/reply/updated/status.value.empty""",
    "only the HTTP status contradicts": """
        microbase/reply/refused/ok.contradiction.under-199 microbase/reply/refused/ok.contradiction.under-300
        microbase/reply/refused/ok.contradiction.under-302 microbase/reply/refused/ok.contradiction.under-500""",
    "an address is whatever has an @": """
        salesive/request/reject/email.format.comment salesive/request/reject/email.format.display-name
        salesive/request/reject/email.format.not-ascii salesive/request/reject/email.format.two
        salesive/request/reject/email.format.white-space microbase/request/reject/email.format.display-name
        microbase/request/reject/email.format.not-ascii microbase/request/reject/email.format.underscore""",
    "a number beyond a double is infinite, and no integer": "salesive/reply/updated/status.echo.of-any-size",
}
# A text that each pattern takes; none takes it with a line break after it, though `$` of `re` does.
PATTERNS = {
    "^[0-9A-Fa-f]{24}$": "6650aa11bb22cc33dd44ee55",
    r"^(salesive\.update|microbase\.update|preflight)(\.[a-z_]+)+$": "preflight.id.type",
}

def refuse(constant):
    raise ValueError(f"{constant} is not JSON")

def validator(path):
    schema = json.loads((ROOT / path).read_text("utf-8"))
    Validator.check_schema(schema)
    return Validator(schema, format_checker=Validator.FORMAT_CHECKER)

def accepts(schema, vector):
    try:
        text = base64.b64decode(vector["base64"]).decode() if "base64" in vector else vector["text"]
        return schema.is_valid(json.loads(text, parse_constant=refuse))
    except ValueError:
        return False

def is_wanted(vector):
    rules = [rule for _, rule in vector.get("findings", []) + vector.get("discrepancies", [])]
    is_body = vector.get("verdict") != "malformed" and vector.get("outcome") != "unreadable"
    return is_body and all(OUT_OF_SIGHT.search(rule) for rule in rules)

def with_pattern(schema):
    if isinstance(schema, dict):
        if "pattern" in schema:
            yield schema
        schema = [inner for keyword, inner in schema.items() if keyword not in ("x-rule", "not")]
    for inner in schema if isinstance(schema, list) else []:
        yield from with_pattern(inner)

schemas = {
    (service, message): validator(f"schemas/{service}/{name}.schema.json")
    for service in ("salesive", "microbase")
    for message, name in {"request": "customer-update", "reply": "customer-update-reply"}.items()
}
failures = []
for schema in [*schemas.values(), validator("tools/check/schemas/preflight.schema.json")]:
    for part in with_pattern(schema.schema):
        sample = PATTERNS[part["pattern"]]
        if not Validator(part).is_valid(sample) or Validator(part).is_valid(sample + "\n"):
            failures.append(f"{part['pattern']}: should take {sample!r}, and not with a line break after it")
known = {vector for vectors in DIFFERENCES.values() for vector in vectors.split()}
count = 0
for (service, message), schema in schemas.items():
    for line in (ROOT / f"tests/vectors/{service}-{message}.ndjson").read_bytes().splitlines():
        vector, count = json.loads(line), count + 1
        differs = accepts(schema, vector) != is_wanted(vector)
        if differs != (vector["id"] in known):
            failures.append(f"{vector['id']}: {'differs' if differs else 'no longer differs'}")
        known.discard(vector["id"])
failures += [f"{vector}: is no vector" for vector in known]
print(*failures, f"{count} vectors, {len(failures)} failed", sep="\n")
sys.exit(1 if failures else 0)
