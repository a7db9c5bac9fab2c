// The templates, by a checker that lies beside the repository: the Bicep CLI cannot be had everywhere.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shared } from "./repository.mjs";

const origin = shared("checks/bicep");
let tool;

// In a copy: nothing is written beside the repository.
function installed() {
  if (tool) return tool;
  tool = mkdtempSync(join(tmpdir(), "nimbus-bicep-"));
  process.on("exit", () => rmSync(tool, { recursive: true, force: true }));
  cpSync(origin, tool, { recursive: true, filter: (path) => !path.includes("node_modules") });
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"], { cwd: tool, stdio: "pipe" });
  return tool;
}

export const bicep = {
  name: "bicep",
  unavailable: () => (origin ? null : "the checker is not beside the repository (../shared/checks/bicep)"),
  says: (repository) => `${repository.paths.filter((path) => path.endsWith(".bicep")).length} templates`,
  faults: (repository) => {
    const copy = mkdtempSync(join(tmpdir(), "nimbus-infra-"));
    try {
      repository.write("infra/", copy);
      const run = spawnSync("node", [join(installed(), "check-bicep.mjs"), "infra"], { cwd: copy, encoding: "utf8" });
      const lines = (run.stdout + run.stderr).split("\n").filter((line) => / (error|warning) [\w-]+: /.test(line));
      return run.status === 0 || lines.length > 0 ? lines : [`the checker ended with ${run.status}: ${run.stderr.slice(0, 300)}`];
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  },
  planted: [
    {
      name: "a property that a namespace does not have",
      says: /disableLocalAuthentication/,
      does: (repository) => repository.with("infra/app/broker.bicep", (text) => text.replace("disableLocalAuth:", "disableLocalAuthentication:")),
    },
  ],
};
