// Runs the checks, or those that are named. Each has to find a fault that was put in on purpose before it is believed.
import { azd } from "./azd.mjs";
import { bicep } from "./bicep.mjs";
import { links } from "./links.mjs";
import { audit, vulnerable } from "./vulnerable.mjs";
import { repository } from "./repository.mjs";
import { shell } from "./shell.mjs";
import { snippets } from "./snippets.mjs";

const named = process.argv.slice(2);
const checks = [bicep, azd, links, snippets, shell, vulnerable, audit].filter((check) => named.length === 0 || named.includes(check.name));
if (checks.length === 0) throw new Error(`There is no check ${named.join(", ")}.`);

const sound = repository();
let failed = 0;
for (const check of checks) {
  const why = await check.unavailable?.();
  if (why) {
    console.log(`not checked: ${check.name}: ${why}`);
    continue;
  }

  const faults = await check.faults(sound);
  const blind = [];
  for (const fault of check.planted) {
    const found = (await check.faults(fault.does(sound))).filter((text) => !faults.includes(text));
    if (!found.some((text) => fault.says.test(text))) blind.push(`does not find ${fault.name}; it says: ${found.slice(0, 3).join(" | ") || "nothing"}`);
  }

  const proof = `${check.planted.length} planted fault${check.planted.length === 1 ? "" : "s"} found`;
  if (faults.length + blind.length === 0) console.log(`ok ${check.name}: ${check.says(sound)}; ${proof}`);
  for (const text of [...blind, ...faults]) console.log(`FAILED ${check.name}: ${text}`);
  failed += faults.length + blind.length;
}

process.exitCode = failed === 0 ? 0 : 1;
