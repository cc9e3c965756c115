// What a position in a Markdown text is inside: code, a formula, a tag or a link.

const FENCE = String.raw`^[ \t>]*(?<fence>\x60{3,}|~{3,})[^\x60\n]*\n(?:[^]*?\n)??[ \t>]*\k<fence>[^\n]*$`;
const OPEN_FENCE = String.raw`^[ \t>]*(?:\x60{3,}|~{3,})[^\x60\n]*\n[^]*`;
const ENVIRONMENT = String.raw`\\begin\{(?<name>[a-z]+\*?)\}[^]*?\\end\{\k<name>\}`;
// Not closed yet: the block ends at the next blank line.
const OPEN_BLOCK = String.raw`(?:^[ \t>]*\$\$|\\begin\{[a-z]+\*?\})(?:(?!\n\s*\n)[^])*`;
const CODE = String.raw`(?<ticks>\x60+)(?!\x60)(?:(?!\n\s*\n)[^])*?[^\x60]\k<ticks>(?!\x60)`;
const DISPLAY = String.raw`\$\$[^]+?\$\$`;
const FORMULA = String.raw`\$(?!\s)(?:(?!\n\s*\n)(?:\\[^]|[^$\\]))*?(?<!\s)\$(?!\d)`;
const TAG = String.raw`<!--[^]*?-->|<[a-z/][^<>]*>`;
const LABEL = String.raw`\[(?:(?!\n\s*\n)(?:\\[^]|\[[^\[\]]*\]|[^\[\]\\]))*\]`;
const TARGET = String.raw`\((?:\([^()\n]*\)|[^()\n])*\)|\[[^\[\]\n]*\]`;

const ALL = new RegExp(
  [
    String.raw`(?<literal>${FENCE}|(?<unclosed>${OPEN_FENCE})|${ENVIRONMENT}|${CODE}|${DISPLAY}|${OPEN_BLOCK}|${FORMULA}|${TAG})`,
    String.raw`(?<link>!?${LABEL}(?:${TARGET})|^ {0,3}\[[^\[\]\n]+\]:[^\n]*)`,
    String.raw`\\[^]|\x60+`, // an escaped character, or backticks that nothing closes
  ].join("|"),
  "gimu",
);

const WEB_ADDRESS = /^(?:(?:https?|ftp):\/\/[^\s<>]+|mailto:[^\s<>@]+@[^\s<>@]+|www\.[^\s<>]+)$/i;
const REACH = 2000; // characters before the caret that may belong to its link

// Whether the whole text is one web address.
export function isWebAddress(text) {
  return WEB_ADDRESS.test(text);
}

// Whether a selection is in code, a formula or a tag, or cuts through one.
export function isLiteral(text, start, end = start) {
  if (isIndentedCode(text, start)) return true;
  for (const part of overlapping(text, start, end)) {
    const isWithin = start <= part.start && part.end <= end;
    if (part.kind === "literal" && !isWithin) return true;
  }
  return false;
}

// The link that a selection touches, if any, with its `start` and `end`.
export function touchedLink(text, start, end) {
  return overlapping(text, start, end).find((part) => part.kind === "link");
}

// The code, formulas and tags between two positions.
export function literals(text, start, end) {
  return overlapping(text, start, end).filter((part) => part.kind === "literal");
}

// The link whose parentheses contain a position, even if they are not closed yet: its
// `start`, its `label` as a range, and its address `from` and `to`.
export function linkAt(text, place) {
  const line = text.lastIndexOf("\n", place - 1) + 1;
  const found = text.slice(line, place).lastIndexOf("](");
  const open = line + found;
  if (found < 0 || text[open - 1] === "\\") return null;
  const from = open + 2;
  if (!/^(?:\([^()\n]*\)|[^()"\n])*$/.test(text.slice(from, place))) return null;
  const start = openingBracket(text, open);
  if (start < 0 || text[start - 1] === "!") return null;
  const rest = /^(?:\([^()\s]*\)|[^\s()])*/.exec(text.slice(place, place + REACH))[0];
  return { start, label: [start + 1, open], from, to: place + rest.length };
}

// The block of lines around a selection, up to the next blank lines.
export function blockAt(text, start, end) {
  let from = text.lastIndexOf("\n", start - 1) + 1;
  while (from > 0) {
    const above = text.lastIndexOf("\n", from - 2) + 1;
    if (!text.slice(above, from).trim()) break;
    from = above;
  }
  const after = text.slice(end).search(/\n[ \t]*(?:\n|$)/);
  return [from, after < 0 ? text.length : end + after];
}

function overlapping(text, start, end) {
  const parts = [];
  for (const match of text.matchAll(ALL)) {
    if (match.index >= end) break;
    const { literal, link, unclosed } = match.groups;
    const to = unclosed ? Infinity : match.index + match[0].length;
    const kind = literal ? "literal" : link ? "link" : "";
    if (kind && to > start) parts.push({ kind, start: match.index, end: to });
  }
  return parts;
}

function openingBracket(text, close) {
  let depth = 0;
  for (let place = close; place >= Math.max(0, close - REACH); place -= 1) {
    if (text[place - 1] === "\\") continue;
    if (text[place] === "]") depth += 1;
    if (text[place] === "[") depth -= 1;
    if (!depth) return place;
    if (text.startsWith("\n\n", place)) return -1;
  }
  return -1;
}

// Indented lines are code unless they continue a paragraph or belong to a list.
function isIndentedCode(text, place) {
  const lines = text.slice(0, place).split("\n");
  if (!/^(?: {4}|\t)/.test(lines.pop())) return false;
  const opener = lines.findLastIndex((line) => /^\S/.test(line));
  if (opener < 0) return true;
  const isParagraph = opener === lines.length - 1 || lines[opener + 1].trim();
  return !isParagraph && !/^(?:[-+*]|\d+[.)]|\[\^.*?\]:|:)/.test(lines[opener]);
}
