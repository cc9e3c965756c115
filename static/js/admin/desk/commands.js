// What the keys and buttons do to the text; each returns a sentence if it does nothing.

import { toggleMark, trim, wordAt } from "./marks.js";
import { isLiteral, isWebAddress, linkAt, touchedLink } from "./syntax.js";
import { replace } from "./text.js";

const NO_MARKS = "Nothing is marked inside code, formulas and HTML.";
const NO_LINK = "No link fits here: it would hold a blank line, or lie in another link.";

// Puts bold or italic on, or takes it off.
export function mark(area, name) {
  const { value, selectionStart: start, selectionEnd: end } = area;
  if (isLiteral(value, start, end)) return NO_MARKS;
  const change = toggleMark(value, start, end, name);
  if (change) put(area, change.start, change.end, change.text, ...change.selection);
  return "";
}

// Makes `[selection]()` with the caret in the parentheses; in a link, chooses its address.
export function link(area) {
  const { value, selectionStart, selectionEnd } = area;
  const around = linkAt(value, selectionStart) ?? enclosing(value, selectionStart, selectionEnd);
  if (around) {
    area.setSelectionRange(around.from, around.to);
  } else {
    if (isLiteral(value, selectionStart, selectionEnd)) return NO_MARKS;
    const [start, end] = chosen(area);
    const words = value.slice(start, end);
    if (/\n[ \t]*\n/.test(words) || touchedLink(value, start, end)) return NO_LINK;
    if (isWebAddress(words)) {
      put(area, start, end, `[](${words})`, start + 1);
      return "";
    }
    put(area, start, end, `[${words}]()`, end + 3);
  }
  area.dispatchEvent(new CustomEvent("desk:complete"));
  return "";
}

// Makes the lines of the selection headings, or no headings any more.
export function heading(area) {
  return toggleLines(area, /^#{1,6}[ \t]+/, "## ");
}

// Makes the lines of the selection a quotation, or none any more.
export function quotation(area) {
  return toggleLines(area, /^> ?/, "> ");
}

// Sets the selection as code: in its line, or as a block of lines.
export function code(area) {
  const ticks = "`".repeat(longestRun(area) + 1);
  return enclose(area, "`", ticks, "`".repeat(Math.max(3, ticks.length)));
}

// Sets the selection as a formula: in its line, or as lines of its own.
export function formula(area) {
  return enclose(area, "$", "$", "$$");
}

// Makes the selection a footnote at its place; empty, it waits for its words.
export function footnote(area) {
  const { value, selectionStart, selectionEnd } = area;
  if (isLiteral(value, selectionStart, selectionEnd)) return NO_MARKS;
  const [, behind] = wordAt(value, selectionStart);
  const isEmpty = selectionStart === selectionEnd;
  const [start, end] = isEmpty ? [behind, behind] : trim(value, selectionStart, selectionEnd);
  put(area, start, end, `^[${value.slice(start, end)}]`, end + 2);
  return "";
}

function toggleLines(area, pattern, sign) {
  const { value, selectionStart, selectionEnd } = area;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const rest = value.indexOf("\n", selectionEnd);
  const end = rest < 0 ? value.length : rest;
  if (isLiteral(value, start, end)) return NO_MARKS;
  const lines = value.slice(start, end).split("\n");
  const isOn = lines.every((line) => pattern.test(line) || (lines.length > 1 && !line.trim()));
  const changed = lines.map((line) => (isOn ? line.replace(pattern, "") : sign + line));
  const text = changed.join("\n");
  if (lines.length > 1) {
    put(area, start, end, text, start, start + text.length);
  } else {
    const shift = text.length - (end - start);
    const moved = (place) => Math.max(start, place + shift);
    put(area, start, end, text, moved(selectionStart), moved(selectionEnd));
  }
  return "";
}

function enclose(area, sign, marks, lines) {
  const { value, selectionStart, selectionEnd } = area;
  const [start, end] = chosen(area);
  const words = value.slice(start, end);
  const isCaret = selectionStart === selectionEnd;
  const chooses = (from) =>
    isCaret ? [selectionStart - start + from] : [from, from + words.length];
  if (value[start - 1] === sign && value[end] === sign && !words.includes("\n")) {
    put(area, start - 1, end + 1, words, ...chooses(start - 1));
  } else if (isLiteral(value, start, end)) {
    return NO_MARKS;
  } else if (words.includes("\n")) {
    const isFirst = start === 0 || value[start - 1] === "\n";
    const isLast = end === value.length || value[end] === "\n";
    const opening = `${isFirst ? "" : "\n"}${lines}\n`;
    const closing = `\n${lines}${isLast ? "" : "\n"}`;
    put(area, start, end, opening + words + closing, ...chooses(start + opening.length));
  } else {
    const blank = /^`|`$/.test(words) ? " " : "";
    const text = marks + blank + words + blank + marks;
    put(area, start, end, text, ...chooses(start + marks.length + blank.length));
  }
  return "";
}

// The link that a selection is in, as `linkAt` tells it.
function enclosing(text, start, end) {
  const link = touchedLink(text, start, end);
  if (!link || link.start > start || link.end < end || text[link.end - 1] !== ")") return null;
  return linkAt(text, link.end - 1);
}

// The selection without blanks at its ends, or else the word at the caret.
function chosen(area) {
  const { value, selectionStart: start, selectionEnd: end } = area;
  return start === end ? wordAt(value, start) : trim(value, start, end);
}

function longestRun(area) {
  const words = area.value.slice(...chosen(area));
  return Math.max(0, ...(words.match(/`+/g) ?? []).map((run) => run.length));
}

function put(area, start, end, text, from, to = from) {
  replace(area, start, end, text);
  area.setSelectionRange(from, to);
}
