// Fenced blocks of the pages. What they call (commands, options, endpoints) is held against the code by the tests.
import { spawnSync } from "node:child_process";
import { fences, pages } from "./pages.mjs";

const known = { "": null, text: null, kusto: null, json, sh, bash: sh };

export const snippets = {
  name: "snippets",
  says: (repository) => `${pages(repository).flatMap((page) => fences(repository.text(page))).length} fenced blocks`,
  faults: (repository) =>
    pages(repository).flatMap((page) =>
      fences(repository.text(page)).flatMap((block) => {
        const at = `${page}:${block.line}`;
        if (block.open) return [`${at}: the block has no end`];
        if (!(block.language in known)) return [`${at}: nobody checks blocks of ${block.language}`];
        const fault = known[block.language]?.(block.text);
        return [fault, ...scripts(repository, block.text)].filter(Boolean).map((text) => `${at}: ${text}`);
      }),
    ),
  planted: [
    { name: "JSON that is none", says: /README\.md:\d+: .*JSON/, does: (repository) => repository.with("README.md", (text) => `${text}\n\`\`\`json\n{ "a": 1, }\n\`\`\`\n`) },
    { name: "shell that is none", says: /README\.md:\d+: .*(syntax|unexpected)/, does: (repository) => repository.with("README.md", (text) => `${text}\n\`\`\`sh\nif true; then\n\`\`\`\n`) },
    { name: "a language that nobody checks", says: /nobody checks blocks of cobol/, does: (repository) => repository.with("README.md", (text) => `${text}\n\`\`\`cobol\nSTOP RUN.\n\`\`\`\n`) },
    { name: "a script that there is not", says: /there is no infra\/entra\/renew\.sh/, does: (repository) => repository.with("docs/entra.md", (text) => text.replace("register.sh --dry-run", "renew.sh --dry-run")) },
    { name: "an option that a script does not have", says: /register\.sh has no --pretend/, does: (repository) => repository.with("docs/entra.md", (text) => text.replace("register.sh --dry-run", "register.sh --pretend")) },
    { name: "a block without an end", says: /has no end/, does: (repository) => repository.with("README.md", (text) => `${text}\n\`\`\`\n`) },
  ],
};

// Our own scripts and their options.
function* scripts(repository, text) {
  for (const [, path, rest] of text.matchAll(/^\s*(?:bash )?((?:infra|eng|\.ci)\/\S+)(.*)$/gm)) {
    if (!repository.has(path)) yield `there is no ${path}`;
    else for (const [option] of rest.matchAll(/--[a-z][a-z-]*/g)) if (!repository.text(path).includes(option)) yield `${path} has no ${option}`;
  }
}

function json(text) {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return `no JSON: ${error.message}`;
  }
}

function sh(text) {
  // <what to put here> stands for a word.
  const run = spawnSync("bash", ["-n"], { input: text.replace(/<[\w ]+>/g, "word"), encoding: "utf8" });
  return run.status === 0 && !run.stderr ? null : `no shell: ${run.stderr.split("\n")[0]}`;
}
