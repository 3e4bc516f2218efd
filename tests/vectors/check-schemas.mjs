// Holds the shipped schemas against the vectors, with ajv. See README.md beside this file.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
// `require` takes NODE_PATH into account, `import` does not.
const Ajv = require("ajv/dist/2020").default;
const addFormats = require("ajv-formats").default;

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");

// The options that the README names.
const options = JSON.parse(read("schemas/README.md").match(/new Ajv\((\{.*\})\)/)[1]);
const compile = (path) => addFormats(new Ajv(options)).compile(JSON.parse(read(path)));

// What a schema cannot see: advisories, repeated members, the HTTP status, two members compared.
const OUT_OF_SIGHT =
  /\.(member\.(duplicate|unknown|read_only|ignored|not_updatable)|name\.blank|phone\.empty|email\.portable|id\.empty|body\.no_effect|status\.echo|success\.contradiction|http_status\.unexpected|customer\.alias)$/;

// The verdicts that are not the wanted ones, by their reasons.
const DIFFERENCES = {
  "the last of equal members counts": `
    salesive/request/reject/member.duplicate.refused-values salesive/reply/accepted/customer.type.one-of-two
    salesive/reply/unreadable/flag-twice microbase/request/reject/member.duplicate.refused-values
    microbase/reply/updated/status.value.empty`,
  "only the HTTP status contradicts": `
    microbase/reply/refused/ok.contradiction.under-199 microbase/reply/refused/ok.contradiction.under-300
    microbase/reply/refused/ok.contradiction.under-302 microbase/reply/refused/ok.contradiction.under-500`,
  "quoted names, literals and names without a dot are no addresses": `
    salesive/request/accept/advisories-of-every-kind salesive/request/accept/email.portable
    salesive/request/accept/email.portable.literal salesive/request/accept/email.portable.quoted
    microbase/request/accept/advisories-of-every-kind microbase/request/accept/email.portable
    microbase/request/accept/email.portable.literal microbase/request/accept/email.portable.quoted`,
  "a number beyond a double is infinite, and no number":
    "salesive/reply/updated/status.echo.of-any-size microbase/reply/updated/phone-with-every-digit",
};
const known = new Set(Object.values(DIFFERENCES).flatMap((vectors) => vectors.trim().split(/\s+/)));

compile("tools/check/schemas/preflight.schema.json");
const failures = [];
let count = 0;
for (const service of ["salesive", "microbase"]) {
  for (const [message, name] of [["request", "customer-update"], ["reply", "customer-update-reply"]]) {
    const validate = compile(`schemas/${service}/${name}.schema.json`);
    for (const line of read(`tests/vectors/${service}-${message}.ndjson`).split("\n").filter(Boolean)) {
      const vector = JSON.parse(line);
      const differs = accepts(validate, vector) !== isWanted(vector);
      if (differs !== known.has(vector.id)) {
        failures.push(`${vector.id}: ${differs ? "differs" : "no longer differs"}`);
      }
      known.delete(vector.id);
      count += 1;
    }
  }
}
failures.push(...[...known].map((id) => `${id}: is no vector`));
console.log([...failures, `${count} vectors, ${failures.length} failed`].join("\n"));
process.exitCode = failures.length === 0 ? 0 : 1;

function accepts(validate, { text, base64 }) {
  const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  try {
    return validate(JSON.parse(text ?? utf8.decode(Buffer.from(base64, "base64"))));
  } catch {
    return false;
  }
}

function isWanted({ verdict, outcome, findings = [], discrepancies = [] }) {
  const isBody = verdict !== "malformed" && outcome !== "unreadable";
  return isBody && [...findings, ...discrepancies].every(([, rule]) => OUT_OF_SIGHT.test(rule));
}

