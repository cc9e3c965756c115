// How an upload stands in a text: a figure between blank lines, or within a line.

const EMPTY = /\n[ \t]*\n/;
const LISTED = /^[ \t]*(?:[-*+>]|\d+[.)])[ \t]|^(?: {4}|\t)/;
// A heading, a fence, a displayed formula, a row of a table, a rule.
const STANDING = /^[ \t]*(?:#{1,6}[ \t]|```|~~~|\$\$|\||(?:[-*_][ \t]*){3,}$)/;
// Nothing but images, or links.
const ALONE = /^(?:\s*!?\[(?:\\.|[^\\\]])*\]\((?:"(?:\\.|[^\\"])*"|[^")])*\))+\s*$/;

// Whether an image put at `at` would become a paragraph of its own: at the edge of a line
// that is neither in a list nor quoted.
export function isBlock(text, at) {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const before = text.slice(start, at);
  const [after] = text.slice(at).split("\n", 1);
  return !LISTED.test(before) && !(before.trim() && after.trim());
}

// Whether a file put at `at` would spoil what stands there: a figure, a heading, a table.
export function isBesideBlock(text, at) {
  if (!isBlock(text, at)) return false;
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const [line] = text.slice(start).split("\n", 1);
  const above = text.slice(0, start).split(EMPTY).at(-1);
  const [below] = text.slice(start).split(EMPTY, 1);
  if (line.trim()) return ALONE.test(above + below) || STANDING.test(line);
  const lines = [above.trimEnd().split("\n").at(-1), below.trim().split("\n", 1)[0]];
  return ALONE.test(above) || ALONE.test(below) || lines.some((one) => STANDING.test(one));
}

// Where the paragraph ends that `at` is in: a figure must not tear a sentence apart.
export function paragraphEnd(text, at) {
  const [rest] = text.slice(at).split(EMPTY, 1);
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
