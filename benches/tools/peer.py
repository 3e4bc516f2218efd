"""python3 peer.py PEER SCHEMA FILE: how many of the bodies in FILE, one a line, PEER accepts; `csv` takes
a table of records, and sees addresses that are taken too."""

import csv
import json
import sys
from typing import Annotated, Optional


def pydantic():
    from pydantic import BaseModel, Field

    class Update(BaseModel, strict=True):
        # What is not given is not validated, so `null` is refused where it is not listed.
        name: str = None
        email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")] = None
        phone: Optional[str] = None
        user: Optional[Annotated[str, Field(pattern="^[0-9A-Fa-f]{24}$")]] = None
        active: bool = None

    return lambda text: bool(Update.model_validate_json(text).model_fields_set)


def checks(peer, schema):
    """What says whether a decoded body is right, by a result or by a ValueError."""
    if peer == "jsonschema":
        from jsonschema import Draft202012Validator as Draft

        return Draft(schema, format_checker=Draft.FORMAT_CHECKER).is_valid
    import fastjsonschema

    validate = fastjsonschema.compile(schema)
    return lambda body: validate(body) is not None


def accepts(check, text):
    try:
        return check(text)
    except ValueError:  # that of each peer, and of JSON, is one
        return False


def count_records(check, file):
    rows, taken, means = csv.reader(file), set(), {"NULL": None, "true": True, "false": False}
    header = next(rows)
    for row in rows:
        record = {name: means.get(cell, cell) for name, cell in zip(header, row) if cell}
        if accepts(check, record):
            taken.add(record["email"])
    return len(taken)


peer, schema, path = sys.argv[1:]
with open(schema, encoding="utf-8") as file:
    schema = json.load(file)
with open(path, encoding="utf-8", newline="\n") as file:
    if peer == "csv":
        print(count_records(checks(peer, schema), file))
    else:
        check = None if peer == "pydantic" else checks(peer, schema)
        read = pydantic() if check is None else lambda text: check(json.loads(text))
        print(sum(accepts(read, line) for line in file))
