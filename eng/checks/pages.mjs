// What the checks of pages read in them.

export const pages = (repository) => repository.paths.filter((path) => path.endsWith(".md"));

/** Fenced blocks: `{language, text, line}`. */
export function fences(text) {
  const found = [];
  let open = null;
  for (const [index, line] of text.split("\n").entries()) {
    const fence = /^\s*(`{3,}|~{3,})\s*([\w+-]*)/.exec(line);
    if (open && fence && fence[1].startsWith(open.mark) && !fence[2]) {
      found.push({ language: open.language, text: open.lines.join("\n"), line: open.line });
      open = null;
    } else if (open) open.lines.push(line);
    else if (fence) open = { mark: fence[1], language: fence[2].toLowerCase(), lines: [], line: index + 1 };
  }
  if (open) found.push({ language: open.language, text: open.lines.join("\n"), line: open.line, open: true });
  return found;
}

/** The text with its fenced blocks emptied, so that lines keep their numbers. */
export function prose(text) {
  let mark = null;
  return text
    .split("\n")
    .map((line) => {
      const fence = /^\s*(`{3,}|~{3,})/.exec(line);
      const inside = mark !== null || fence;
      if (fence) mark = mark === null ? fence[1] : null;
      return inside ? "" : line;
    })
    .join("\n");
}

/** Anchors that the headings of a page have, as GitHub makes them. */
export function anchors(text) {
  const seen = new Map();
  return prose(text)
    .split("\n")
    .flatMap((line) => /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1] ?? [])
    .map((heading) => {
      const slug = heading
        .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replace(/ /g, "-");
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return times === 0 ? slug : `${slug}-${times}`;
    });
}
