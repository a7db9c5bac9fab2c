// Checks the connector package. First each check has to find faults that were put in on purpose.
import { broken } from "./broken.mjs";
import { readOfficialSchemas, readPackage } from "./documents.mjs";
import { ruleFaults } from "./rules.mjs";
import { officialCheck, swaggerFaults } from "./validators.mjs";

const parts = readPackage();
const schemas = readOfficialSchemas();
const official = schemas && officialCheck(schemas);
const checks = {
  swagger: { name: "Swagger 2.0", run: (each) => swaggerFaults(each.definition) },
  definition: official && { name: "official schema of the definition", run: (each) => official.definition(each.definition) },
  properties: official && { name: "official schema of the properties", run: (each) => official.properties(each.properties) },
  rules: { name: "rules of connectors", run: ruleFaults },
};

let failed = 0;
const fail = (text) => {
  failed++;
  console.log(`FAILED ${text}`);
};

let proven = 0;
for (const fault of broken) {
  const check = checks[fault.by];
  if (!check) continue;
  const copy = { ...parts, definition: structuredClone(parts.definition), properties: structuredClone(parts.properties) };
  fault.does(copy);
  // Only what the sound package does not have counts as found.
  const before = new Set(await check.run(parts));
  const found = (await check.run(copy)).filter((text) => !before.has(text));
  if (found.some((text) => fault.says.test(text))) proven++;
  else fail(`${check.name} does not find ${fault.name}; it says: ${found.slice(0, 3).join(" | ") || "nothing"}`);
}
console.log(`${proven} faults put in on purpose were found`);

for (const check of Object.values(checks).filter(Boolean)) {
  const faults = await check.run(parts);
  if (faults.length === 0) console.log(`ok ${check.name}`);
  for (const fault of faults) fail(`${check.name}: ${fault}`);
}
if (!official) console.log("not checked: the official schemas are not beside the repository (../shared/contracts, or NIMBUS_CONTRACTS)");

process.exitCode = failed === 0 ? 0 : 1;
