// Holds the shipped schemas against the vectors, with ajv. See README.md beside this file.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
// `require` takes NODE_PATH into account, `import` does not.
const Ajv = require("ajv/dist/2020").default;
const addFormats = require("ajv-formats").default;

const here = new URL(".", import.meta.url);
const read = (path) => readFileSync(new URL(path, here), "utf8");
const lines = (path) => read(path).split("\n").filter(Boolean).map((line) => JSON.parse(line));

const schemas = { request: "customer-update", reply: "customer-update-reply" };

// What a schema cannot see: repeated members, the HTTP status, two members compared.
const OUT_OF_SIGHT = [
  /\.member\.duplicate$/,
  /\.status\.echo$/,
  /\.success\.contradiction$/,
  /\.http_status\.unexpected$/,
  /\.customer\.alias$/,
];
const isVisible = ([, rule]) => !OUT_OF_SIGHT.some((pattern) => pattern.test(rule));
const isAdvisory = ([, rule]) =>
  /\.(member\.(unknown|read_only|ignored|not_updatable)|name\.blank|phone\.empty|email\.portable|id\.empty|body\.no_effect)$/.test(rule);

let passed = 0;
let failed = 0;
let skipped = 0;

for (const service of ["salesive", "microbase"]) {
  for (const [message, name] of Object.entries(schemas)) {
    const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false, keywords: ["x-rule"] });
    addFormats(ajv);
    const validate = ajv.compile(JSON.parse(read(`../../schemas/${service}/${name}.schema.json`)));
    for (const vector of lines(`${service}-${message}.ndjson`)) {
      const wanted = expectation(vector);
      if (wanted === undefined) {
        skipped += 1;
        continue;
      }
      if (validate(JSON.parse(vector.text)) === wanted) {
        passed += 1;
      } else {
        failed += 1;
        console.error(`${vector.id}: wanted ${wanted}`, validate.errors);
      }
    }
  }
}

console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 ? 0 : 1;

// Whether the schema should accept; undefined where it cannot tell.
function expectation({ text, verdict, outcome, findings = [], discrepancies = [] }) {
  if (verdict === "malformed" || !isWhole(text)) {
    return undefined;
  }
  const departures = [...findings.filter((finding) => !isAdvisory(finding)), ...discrepancies];
  const mailboxes = [...findings, ...discrepancies].some(([pointer, rule]) => pointer === "/email" && /portable|format/.test(rule));
  if (mailboxes || departures.some((departure) => !isVisible(departure))) {
    return undefined;
  }
  if (outcome === "unreadable") {
    // A flag with two values is no flag, but JSON.parse keeps one of them.
    return /"(success|ok)".*"(success|ok)"/s.test(text) ? undefined : false;
  }
  // `ok` against the HTTP status is no matter of the body.
  const contradicts = departures.some(([, rule]) => rule === "microbase.reply.ok.contradiction");
  if (contradicts && !("error" in JSON.parse(text))) {
    return undefined;
  }
  return departures.length === 0;
}

// Whether the text is JSON, and JSON.parse keeps all of it: numbers beyond a double become infinite.
function isWhole(text) {
  let whole = true;
  try {
    JSON.parse(text, (_, value) => {
      whole &&= typeof value !== "number" || Number.isFinite(value);
      return value;
    });
  } catch {
    return false;
  }
  return whole;
}
