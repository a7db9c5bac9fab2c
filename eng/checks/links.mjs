// Links, anchors and named files of the pages.
import { dirname, join, normalize } from "node:path";
import { anchors, pages, prose } from "./pages.mjs";

// A file that a page names in code, from the root on or from the page's own folder.
const named = /`((?:[\w.-]+\/)+[\w.-]+\.(?:md|json|sh|ps1|mjs|bicep|cs|csproj|ya?ml|props))`/g;

export const links = {
  name: "links",
  says: (repository) => `${pages(repository).length} pages`,
  faults: (repository) => pages(repository).flatMap((page) => [...targets(repository, page), ...files(repository, page)]),
  planted: [
    { name: "a link to a page that there is not", says: /nowhere\.md/, does: (repository) => repository.with("docs/deploy.md", (text) => `${text}\n[x](nowhere.md)\n`) },
    { name: "a link to a heading that there is not", says: /#nothing/, does: (repository) => repository.with("README.md", (text) => `${text}\n[x](docs/design.md#nothing)\n`) },
    { name: "a file that there is not", says: /docs\/gone\.md/, does: (repository) => repository.with("README.md", (text) => `${text}\nSee \`docs/gone.md\`.\n`) },
  ],
};

function* targets(repository, page) {
  const text = prose(repository.text(page)).replace(/`[^`\n]*`/g, "");
  for (const [, target] of text.matchAll(/\]\(<?([^)>\s]+)>?(?:\s+"[^"]*")?\)/g)) {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) continue;
    const [path, anchor] = target.split("#");
    const file = path === "" ? page : normalize(join(dirname(page), decodeURIComponent(path))).replace(/\/$/, "");
    if (!repository.has(file === "." ? "" : file)) yield `${page}: ${target} leads nowhere`;
    else if (anchor !== undefined && file.endsWith(".md") && !anchors(repository.text(file)).includes(anchor)) yield `${page}: #${anchor} is no heading of ${file}`;
  }
}

function* files(repository, page) {
  for (const [, path] of prose(repository.text(page)).matchAll(named)) {
    if (path.startsWith("..") || path.includes("node_modules")) continue;
    const ends = repository.paths.some((each) => each === path || each.endsWith(`/${path}`));
    if (!ends) yield `${page}: there is no file ${path}`;
  }
}
