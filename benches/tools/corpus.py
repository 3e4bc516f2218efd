"""Texts as they come, the same for the same seed."""

import csv
import json
import random
from string import ascii_lowercase as LETTERS

SEED = 20_261_121
FOREIGN = ["Zoë", "Łukasz", "Chiọma", "名前", "Σοφία", "Özlem"]
CELLS = {None: "NULL", True: "true", False: "false"}


def word(rng, least, most):
    return "".join(rng.choices(LETTERS, k=rng.randint(least, most)))


def digits(rng, count):
    return rng.randbytes(12).hex()[:count]


def name(rng):
    """One to three words; one in ten has letters beyond ASCII, three in a hundred need escapes."""
    text, kind = " ".join(word(rng, 2, 11) for _ in range(rng.randint(1, 3))), rng.randrange(100)
    if kind < 10:
        return f"{rng.choice(FOREIGN)} {text}"
    return f'{text} "{word(rng, 2, 6)}"' if kind < 13 else text


def email(rng):
    return f"{word(rng, 3, 8)}{rng.choice(['.', ''])}{word(rng, 3, 10)}@{word(rng, 3, 12)}.example.com"


def customer(rng):
    phone = None if rng.randrange(8) == 0 else f"+234{rng.randint(8_000_000_000, 9_099_999_999)}"
    return {"name": name(rng), "email": email(rng), "phone": phone, "user": digits(rng, 24),
            "active": rng.random() < 0.5}


def some(rng, members):
    """One to all of the members, in any order."""
    return dict(rng.sample(list(members.items()), rng.randint(1, len(members))))


def requests(count, is_cut_off=True):
    """Bodies: one in nine wrong in a way that every validator sees, 5 % with unlisted members (half of
    them a whole record sent back), 3 % with a repeated member, 2 % cut off, a quarter with spaces."""
    rng = random.Random(SEED)
    for _ in range(count):
        members = some(rng, customer(rng))
        if rng.randrange(9) == 0:
            wrong = [{"name": 7}, {"active": "true"}, {"phone": 2348099998888},
                     {"user": digits(rng, 23)}, {"email": email(rng).replace("@", ".")}]
            members = rng.choice([{}, *({**members, **member} for member in wrong)])
        kind, spaced = rng.randrange(100), rng.randrange(4) == 0
        if kind < 5 and rng.random() < 0.5:
            members = {"_id": digits(rng, 24), **members, "createdAt": "2024-05-31T09:12:44.120Z"}
        elif kind < 5:
            members |= some(rng, {"note": name(rng), "meta": {"source": "import"}, "age": 42})
        text = json.dumps(members, ensure_ascii=rng.randrange(10) == 0,
                          separators=(", ", ": ") if spaced else (",", ":"))
        if 5 <= kind < 8 and members:
            text = f"{text[:-1]},{json.dumps(dict([members.popitem()]))[1:-1]}}}"
        end = rng.randint(1, len(text) - 1)
        yield text[:end] if is_cut_off and kind in (8, 9) else text


def write_records(lines, table, count):
    """Records of a preflight with values that a table can hold, one in nine wrong: NDJSON and CSV."""
    rng, earlier = random.Random(SEED), None
    with open(lines, "w", encoding="utf-8") as ndjson, open(table, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["id", "name", "email", "phone", "user", "active"])
        for _ in range(count):
            record, kind = {"id": digits(rng, 24), **customer(rng)}, rng.randrange(36)
            wrong = {0: {"email": record["email"].replace("@", ".")}, 1: {"user": record["user"][1:]},
                     2: {"email": earlier or "taken"}, 3: {"active": "yes"}}
            earlier = record["email"] if kind > 3 else earlier
            record.update(wrong.get(kind, {}))
            ndjson.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
            rows.writerow(CELLS.get(value, value) for value in record.values())
