// What people read in the designer.

const longestSummary = 80;

/** A summary is a short line, a description a sentence that says more. */
export function textFaults(at, summary, description) {
  const faults = [];
  if (!summary) faults.push(`${at} has no summary`);
  else if (summary.length > longestSummary) faults.push(`${at} has a summary of ${summary.length} characters, more than ${longestSummary}`);
  else if (!/^[A-Z][\w ()-]*[\w)]$/.test(summary)) faults.push(`${at} has a summary that is no plain line: ${summary}`);
  if (!description) faults.push(`${at} has no description`);
  else if (!/^[A-Z].*\.$/s.test(description)) faults.push(`${at} has a description that is no sentence: ${description}`);
  if (summary && description?.replace(/\.$/, "") === summary) faults.push(`${at} has a description that only repeats its summary`);
  return faults;
}

/** Title and description of the connector, and what Microsoft's review asks of them. */
export function connectorFaults({ info, host, schemes, "x-ms-connector-metadata": metadata }) {
  const faults = [];
  if (!info.title || info.title.length > 30 || /\b(api|connector|power automate|power apps)\b/i.test(info.title))
    faults.push("info.title is to have at most 30 characters and no product's name");
  if (!info.description || info.description.length < 30 || info.description.length > 500) faults.push("info.description is to have 30 to 500 characters");
  if (!host || schemes?.length !== 1 || schemes[0] !== "https") faults.push("the host is to be reached by https alone");
  for (const name of ["Website", "Privacy policy", "Categories"])
    if (!metadata?.some((entry) => entry.propertyName === name && entry.propertyValue)) faults.push(`x-ms-connector-metadata has no ${name}`);
  return faults;
}
