// Shell scripts: they parse, stop at the first failure, and can be run.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./repository.mjs";

const scripts = (repository) => repository.paths.filter((path) => path.endsWith(".sh") || path === ".ci/run");

export const shell = {
  name: "shell",
  says: (repository) => `${scripts(repository).length} scripts`,
  faults: (repository) => scripts(repository).flatMap((path) => [...faults(path, repository.text(path))]),
  planted: [
    { name: "a bracket without an end", says: /package\.sh: .*(syntax|unexpected)/, does: (repository) => repository.with("infra/hooks/package.sh", (text) => `${text}\nif [[ -f x ]; then\n`) },
    { name: "a script that goes on after a failure", says: /package\.sh: .*set -euo/, does: (repository) => repository.with("infra/hooks/package.sh", (text) => text.replace("set -euo pipefail", "")) },
  ],
};

function* faults(path, text) {
  const run = spawnSync("bash", ["-n"], { input: text, encoding: "utf8" });
  // It says of some faults only what they are, and ends with 0.
  if (run.status !== 0 || run.stderr) yield `${path}: ${run.stderr.split("\n")[0]}`;
  if (!text.startsWith("#!/usr/bin/env bash\n")) yield `${path}: the first line does not name bash`;
  if (!/^set -euo pipefail$/m.test(text)) yield `${path}: it has no set -euo pipefail`;
  if (path !== ".ci/run" && (statSync(join(root, path)).mode & 0o111) === 0) yield `${path}: it cannot be run; chmod +x`;
}
