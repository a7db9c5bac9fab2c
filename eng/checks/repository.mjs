// The files of the repository as the checks read them. A copy with other texts stands for one with a fault in it.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Facts that lie beside the repository, or null where they do not. */
export function shared(path) {
  const contracts = process.env.NIMBUS_CONTRACTS;
  const folder = join(contracts ? dirname(contracts) : join(root, "..", "shared"), path);
  return existsSync(folder) ? folder : null;
}

const git = (...args) => execFileSync("git", ["-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", ...args], { encoding: "utf8" });
const tracked = [...new Set(git().split("\0"))].filter((path) => path && existsSync(join(root, path)));

export function repository(changed = {}) {
  const paths = new Set([...tracked, ...Object.keys(changed)]);
  const folders = new Set();
  for (const path of paths) for (let at = dirname(path); at !== "."; at = dirname(at)) folders.add(at);
  return {
    paths: [...paths],
    /** Whether there is such a file or folder. */
    has: (path) => path === "" || paths.has(path) || folders.has(path),
    text: (path) => changed[path] ?? readFileSync(join(root, path), "utf8"),
    /** The same repository in which one file reads otherwise. */
    with: (path, change) => {
      const before = changed[path] ?? (paths.has(path) ? readFileSync(join(root, path), "utf8") : "");
      const after = change(before);
      if (after === before) throw new Error(`nothing was changed in ${path}`);
      return repository({ ...changed, [path]: after });
    },
    /** Writes the files below a folder of the repository into another one. */
    write: function (below, target) {
      for (const path of this.paths.filter((each) => each.startsWith(below))) {
        mkdirSync(dirname(join(target, path)), { recursive: true });
        writeFileSync(join(target, path), changed[path] ?? readFileSync(join(root, path)));
      }
    },
  };
}
