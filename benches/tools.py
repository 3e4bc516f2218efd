#!/usr/bin/env python3
"""salesive-check beside what one would take instead, on the same files in the same run.

The peers, of which those are taken that can be found:

    npm install ajv ajv-formats               NODE_PATH=<where that was>/node_modules
    apt-get install jq                        on PATH
    pip install jsonschema fastjsonschema pydantic
                                              in an environment; PEER_PYTHON=<environment>/bin/python

The tool is target/release/salesive-check (cargo build --release -p salesive-check), or --tool.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BENCHES = Path(__file__).resolve().parent
sys.path.insert(0, str(BENCHES / "tools"))
import corpus  # noqa: E402

SCHEMA = BENCHES.parent / "schemas/salesive/customer-update.schema.json"
PYTHON = os.environ.get("PEER_PYTHON", sys.executable)
PEER = [PYTHON, BENCHES / "tools/peer.py"]
JQ = "`jq -c .`, which judges nothing"
# What shows that it is installed, what reads requests, and of how many it gets the first: slow ones
# get fewer, and so does the tool beside them.
PEERS = {
    JQ: (["jq", "--version"], ["jq", "-c", "."], 1),
    "node, ajv": (["node", "-e", "require('ajv-formats')"], ["node", BENCHES / "tools/ajv.cjs", SCHEMA], 1),
    **{f"Python, {name}": ([PYTHON, "-c", f"import {name}"], [*PEER, name, SCHEMA], share)
       for name, share in [("fastjsonschema", 5), ("jsonschema", 20), ("pydantic", 5)]},
}


def is_there(command):
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def run(command):
    """Seconds, and what was written."""
    with tempfile.TemporaryFile() as out:
        began = time.perf_counter()
        subprocess.run([str(part) for part in command], stdout=out, stderr=subprocess.DEVNULL)
        seconds = time.perf_counter() - began
        out.seek(0)
        return seconds, out.read()


def ratio(command, ours, rounds):
    """The median of pairs, because a machine gets faster and slower within a run."""
    return statistics.median(run(command)[0] / run(ours)[0] for _ in range(rounds))


def acceptable(tool, path):
    """How many requests are right but for members that come twice, of which parsers keep the last."""
    reports = map(json.loads, run([tool, "salesive", "request", "--format", "json", path])[1].splitlines())
    broken = ({problem["rule"] for problem in report["violations"]} if "malformed" not in report else {""}
              for report in reports)
    return sum(rules <= {"salesive.update.member.duplicate"} for rules in broken)


def requests_table(tool, count, rounds, directory):
    path, one = directory / "some.ndjson", directory / "one.ndjson"
    one.write_text("".join(f"{text}\n" for text in corpus.requests(1)), encoding="utf-8")
    yield from [f"| Salesive requests | of them | {count:,} | one |", "|---|--:|--:|--:|", "| this tool | all | 1.0 | 1.0 |"]
    for name, (probe, command, share) in PEERS.items():
        if not is_there(probe):
            yield f"| {name} | not installed | | |"
            continue
        # jq stops at a text that is cut off.
        texts = corpus.requests(count // share, is_cut_off=name != JQ)
        path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
        if name != JQ and int(run([*command, path])[1]) != acceptable(tool, path):
            sys.exit(f"{name} does not judge {path} as the tool does")
        ours = [tool, "salesive", "request"]
        many, few = (ratio([*command, file], [*ours, file], rounds) for file in [path, one])
        part = "all, none cut off" if name == JQ else "all" if share == 1 else f"the first {count // share:,}"
        yield f"| {name} | {part} | {many:.1f} | {few:.1f} |"


def records_table(tool, count, rounds, directory):
    lines, table = directory / "records.ndjson", directory / "records.csv"
    corpus.write_records(lines, table, count)
    preflight = [tool, "salesive", "preflight", "--threads"]
    ours = [*preflight, "1", table]
    yield from [f"| Salesive records, CSV | {count:,} |", "|---|--:|", "| this tool | 1.00 |"]
    yield f"| the same, of NDJSON | {ratio([*preflight, '1', lines], ours, rounds):.2f} |"
    yield f"| the same, two threads | {ratio([*preflight, '2', table], ours, rounds):.2f} |"
    if not is_there([PYTHON, "-c", "import fastjsonschema"]):
        yield "| Python, csv + fastjsonschema | not installed |"
        return
    theirs = [*PEER, "csv", SCHEMA, table]
    if int(run(theirs)[1]) != int(re.search(rb"(\d+) accepted", run(ours)[1])[1]):
        sys.exit("the Python script does not judge the table as the tool does")
    yield f"| Python, csv + fastjsonschema | {ratio(theirs, ours, rounds):.2f} |"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", default=BENCHES.parent / "target/release/salesive-check")
    parser.add_argument("--documents", type=int, default=1_000_000, help="how many requests; of records a third")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--update", action="store_true", help="write the tables to benches/README.md")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        requests = requests_table(asked.tool, asked.documents, asked.rounds, Path(name))
        records = records_table(asked.tool, asked.documents // 3, asked.rounds, Path(name))
        tables = "\n".join([*requests, "", *records, ""])
    print(tables)
    if asked.update:
        page = BENCHES / "README.md"
        before, rest = page.read_text(encoding="utf-8").split("<!-- tools -->\n")
        after = rest.split("<!-- /tools -->\n")[1]
        page.write_text(f"{before}<!-- tools -->\n{tables}<!-- /tools -->\n{after}", encoding="utf-8")


main()
