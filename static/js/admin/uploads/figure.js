// How an upload is inserted into a text: as a figure between blank lines, or in a line.

const EMPTY = /\n[ \t]*\n/;
const LISTED = /^[ \t]*(?:[-*+>]|\d+[.)])[ \t]|^(?: {4}|\t)/;
// A heading, a fence, a displayed formula, a row of a table, HTML, a rule.
const STANDING = /^[ \t]*(?:#{1,6}[ \t]|```|~~~|\$\$|\||<\w|(?:[-*_][ \t]*){3,}$)/;
// Nothing but images, or links.
const ALONE = /^(?:\s*!?\[(?:\\.|[^\\\]])*\]\((?:"(?:\\.|[^\\"])*"|[^")])*\))+\s*$/;

// Whether an image inserted at `at` would become a paragraph of its own: at the beginning
// or end of a line that is neither in a list nor quoted.
export function isBlock(text, at) {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const before = text.slice(start, at);
  const [after] = text.slice(at).split("\n", 1);
  return !LISTED.test(before) && !(before.trim() && after.trim());
}

// Whether a file inserted at `at` would break what is there: a figure, a heading, a table.
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

// The end of the paragraph that contains `at`: a figure must not divide a sentence.
export function paragraphEnd(text, at) {
  const [rest] = text.slice(at).split(EMPTY, 1);
  return at + rest.trimEnd().length;
}

// Returns what is replaced, from where to where, and with what, so that `code` stands in
// place of an image. A figure does not stand in a line: with a caption, it goes below.
export function replacement(text, start, end, code, hasCaption) {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  const isAlone = !(before.split("\n").at(-1) + after.split("\n", 1)[0]).trim();
  if (!code && isAlone && /(?:^|\n\n)$/.test(before)) {
    return [start, end + /^\n{0,2}/.exec(after)[0].length, ""];
  }
  if (isAlone && code.startsWith("<img")) return [start, end, `<figure>${code}</figure>`];
  if (isAlone || !hasCaption) return [start, end, code];
  const last = paragraphEnd(text, end);
  const rest = text.slice(end, last);
  return [start, last, rest + asBlock(code, before + rest, text.slice(last))];
}

// Returns the code with the line breaks that make it a paragraph.
export function asBlock(code, before, after) {
  const above = before.slice(before.trimEnd().length);
  const below = after.slice(0, after.length - after.trimStart().length);
  return missing(before, above) + code + missing(after, below);
}

function missing(text, space) {
  const breaks = space.split("\n").length - 1;
  return text.trim() ? "\n".repeat(Math.max(0, 2 - breaks)) : "";
}
