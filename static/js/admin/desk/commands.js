// The formatting commands; each returns a sentence if it does nothing.

import { toggleMark, trim, wordAt } from "./marks.js";
import { isLiteral, isWebAddress, linkAt, touchedLink } from "./syntax.js";
import { replace } from "./text.js";

const NO_MARKS = "There is no formatting inside code, formulas or HTML.";
const NO_LINK = "A link cannot contain a blank line or another link.";

// Makes the selection bold or italic, or undoes that.
export function mark(area, name) {
  const { value, selectionStart: start, selectionEnd: end } = area;
  if (isLiteral(value, start, end)) return NO_MARKS;
  const change = toggleMark(value, start, end, name);
  if (change) put(area, change.start, change.end, change.text, ...change.selection);
  return "";
}

// Makes `[selection]()` with the caret in the parentheses; in a link, selects its address.
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

// Makes the selected lines headings, or undoes that.
export function heading(area) {
  return toggleLines(area, /^#{1,6}[ \t]+/, "## ");
}

// Makes the selected lines a quotation, or undoes that.
export function quotation(area) {
  return toggleLines(area, /^> ?/, "> ");
}

// Makes the selection code: inline, or as a block of lines.
export function code(area) {
  const ticks = "`".repeat(longestRun(area) + 1);
  return enclose(area, "`", ticks, "`".repeat(Math.max(3, ticks.length)));
}

// Makes the selection a formula: inline, or displayed.
export function formula(area) {
  return enclose(area, "$", "$", "$$");
}

// Makes the selection a footnote; if it is empty, an empty footnote after the word.
export function footnote(area) {
  const { value, selectionStart, selectionEnd } = area;
  if (isLiteral(value, selectionStart, selectionEnd)) return NO_MARKS;
  const [, wordEnd] = wordAt(value, selectionStart);
  const isEmpty = selectionStart === selectionEnd;
  const [start, end] = isEmpty ? [wordEnd, wordEnd] : trim(value, selectionStart, selectionEnd);
  put(area, start, end, `^[${value.slice(start, end)}]`, end + 2);
  return "";
}

function toggleLines(area, pattern, prefix) {
  const { value, selectionStart, selectionEnd } = area;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const rest = value.indexOf("\n", selectionEnd);
  const end = rest < 0 ? value.length : rest;
  if (isLiteral(value, start, end)) return NO_MARKS;
  const lines = value.slice(start, end).split("\n");
  const isOn = lines.every((line) => pattern.test(line) || (lines.length > 1 && !line.trim()));
  const changed = lines.map((line) => (isOn ? line.replace(pattern, "") : prefix + line));
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

function enclose(area, character, delimiter, fence) {
  const { value, selectionStart, selectionEnd } = area;
  const [start, end] = chosen(area);
  const words = value.slice(start, end);
  const isCaret = selectionStart === selectionEnd;
  const selection = (from) =>
    isCaret ? [selectionStart - start + from] : [from, from + words.length];
  if (value[start - 1] === character && value[end] === character && !words.includes("\n")) {
    put(area, start - 1, end + 1, words, ...selection(start - 1));
  } else if (isLiteral(value, start, end)) {
    return NO_MARKS;
  } else if (words.includes("\n")) {
    const isFirst = start === 0 || value[start - 1] === "\n";
    const isLast = end === value.length || value[end] === "\n";
    const opening = `${isFirst ? "" : "\n"}${fence}\n`;
    const closing = `\n${fence}${isLast ? "" : "\n"}`;
    put(area, start, end, opening + words + closing, ...selection(start + opening.length));
  } else {
    const space = /^`|`$/.test(words) ? " " : "";
    const text = delimiter + space + words + space + delimiter;
    put(area, start, end, text, ...selection(start + delimiter.length + space.length));
  }
  return "";
}

// The link that contains a selection, as `linkAt` returns it.
function enclosing(text, start, end) {
  const link = touchedLink(text, start, end);
  if (!link || link.start > start || link.end < end || text[link.end - 1] !== ")") return null;
  return linkAt(text, link.end - 1);
}

// The selection without spaces at its ends, or the word at the caret.
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
