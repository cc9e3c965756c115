// How an upload stands in a text: a figure between blank lines, or within a line.

const LISTED = /^[ \t]*(?:[-*+>]|\d+[.)])[ \t]|^(?: {4}|\t)/;

// Whether an image put at `at` would become a paragraph of its own: at the edge of a line
// that is neither in a list nor quoted.
export function isBlock(text, at) {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const before = text.slice(start, at);
  const [after] = text.slice(at).split("\n", 1);
  return !LISTED.test(before) && !(before.trim() && after.trim());
}

// Where the paragraph ends that `at` is in: a figure must not tear a sentence apart.
export function paragraphEnd(text, at) {
  const [rest] = text.slice(at).split(/\n[ \t]*\n/, 1);
  return at + rest.trimEnd().length;
}

// Returns the code with the line breaks that make it a paragraph.
export function asBlock(code, before, after) {
  const above = before.slice(before.trimEnd().length);
  const below = after.slice(0, after.length - after.trimStart().length);
  return missing(before, above) + code + missing(after, below);
}

function missing(text, blank) {
  const breaks = blank.split("\n").length - 1;
  return text.trim() ? "\n".repeat(Math.max(0, 2 - breaks)) : "";
}
