// Bold and italic: which delimiters to insert into a text, or to remove.

import { blockAt, literals } from "./syntax.js";

const DELIMITERS = { bold: "**", italic: "*" };
// What a line may begin with before its text: quotation, list, heading.
const OPENING = /^[ \t]*(?:>[ \t]?|(?:[-+*]|\d+[.)])[ \t]+(?:\[[ xX]\][ \t]+)?|#{1,6}[ \t]+)*/;

// Returns the edit that adds a mark to the selection, or removes it: `start`, `end` and
// `text` of the replacement, and the `selection` afterwards; null if there is nothing to
// mark. Without a selection, the word at the caret is marked.
export function toggleMark(text, start, end, mark) {
  const pieces = start === end ? [wordAt(text, start)] : linesIn(text, start, end);
  if (!pieces.length) return null;
  if (start === end && pieces[0][0] === pieces[0][1]) return toggleEmpty(text, start, mark);
  const [from, to] = blockAt(text, start, end);
  const marked = emphases(text, from, to).filter((span) => span.mark === mark);
  const around = (piece) => {
    const [first, last] = trim(text, ...piece, /^[*_]+|[*_]+$/g);
    return marked.find((span) => span.start <= first && last <= span.end);
  };
  const edits = pieces.every(around)
    ? [...new Set(pieces.map(around))].flatMap(removal)
    : pieces.filter((piece) => !around(piece)).flatMap((piece) => addition(piece, marked, mark));
  return combine(text, edits, start, end, pieces);
}

// The word at a position, as a double click would select it; empty if there is none.
export function wordAt(text, place) {
  const from = text.lastIndexOf("\n", place - 1) + 1;
  const line = text.slice(from).split("\n", 1)[0];
  const segments = new Intl.Segmenter(undefined, { granularity: "word" }).segment(line);
  for (const near of [place - from, place - from - 1]) {
    const word = near < 0 ? null : segments.containing(near);
    if (word?.isWordLike) {
      const start = from + word.index;
      return trim(text, start, start + word.segment.length, /^_+|_+$/g);
    }
  }
  return [place, place];
}

// The selection without the spaces at its ends.
export function trim(text, start, end, spaces = /^\s+|\s+$/g) {
  const chosen = text.slice(start, end);
  const trimmed = chosen.replace(spaces, "");
  const from = start + chosen.indexOf(trimmed);
  return [from, from + trimmed.length];
}

// The text in each line of the selection, without spaces and bullets; no table rows.
function linesIn(text, start, end) {
  const pieces = [];
  let from = start;
  for (const line of text.slice(start, end).split("\n")) {
    const isWhole = from === 0 || text[from - 1] === "\n";
    const skipped = isWhole ? OPENING.exec(line)[0].length : 0;
    const [first, last] = trim(text, from + skipped, from + line.length);
    if (first < last && !/^[ \t]*\||^(?:[-=*_][ \t]*)+$/.test(line)) pieces.push([first, last]);
    from += line.length + 1;
  }
  return pieces;
}

function toggleEmpty(text, place, mark) {
  const [before] = /[*]*$/.exec(text.slice(0, place));
  const [after] = /^[*]*/.exec(text.slice(place));
  const size = DELIMITERS[mark].length;
  const count = before.length;
  const isOn = count === after.length && (size === 2 ? count >= 2 : count % 2 === 1);
  const [start, end] = isOn ? [place - size, place + size] : [place, place];
  const delimiter = isOn ? "" : DELIMITERS[mark];
  const caret = start + delimiter.length;
  return { start, end, text: delimiter + delimiter, selection: [caret, caret] };
}

// Finds emphasis as CommonMark pairs its delimiters, in short: runs of * and _ open before
// a character that is not a space, and close after one; _ does neither inside a word.
function emphases(text, from, to) {
  let block = text.slice(from, to).replace(/\\[^]/g, "xx");
  for (const part of literals(text, from, to)) {
    const [start, end] = [Math.max(part.start, from) - from, Math.min(part.end, to) - from];
    block = block.slice(0, start) + "x".repeat(end - start) + block.slice(end);
  }
  const open = [];
  const found = [];
  for (const match of block.matchAll(/\*+|_+/g)) {
    const character = match[0][0];
    const before = block[match.index - 1] ?? " ";
    const after = block[match.index + match[0].length] ?? " ";
    const isWord = (char) => character === "_" && /[\p{L}\p{N}]/u.test(char);
    const run = { character, start: match.index, left: match[0].length };
    if (/\S/.test(before) && !isWord(after)) close(run);
    if (run.left && /\S/.test(after) && !isWord(before)) open.push(run);
  }
  return found;

  function close(run) {
    while (run.left) {
      const index = open.findLastIndex((opener) => opener.character === run.character);
      if (index < 0) return;
      const opener = open[index];
      const size = Math.min(opener.left, run.left, 2);
      opener.left -= size;
      found.push({
        mark: size === 2 ? "bold" : "italic",
        size,
        start: from + opener.start + opener.left,
        end: from + run.start + size,
      });
      run.start += size;
      run.left -= size;
      open.length = opener.left ? index + 1 : index;
    }
  }
}

function removal({ start, end, size }) {
  return [
    { at: start, cut: size, put: "" },
    { at: end - size, cut: size, put: "" },
  ];
}

function addition([first, last], marked, mark) {
  const crossed = marked.filter((span) => span.start < last && first < span.end);
  const start = Math.min(first, ...crossed.map((span) => span.start));
  const end = Math.max(last, ...crossed.map((span) => span.end));
  return [
    { at: start, cut: 0, put: DELIMITERS[mark], isOpening: true },
    ...crossed.flatMap(removal),
    { at: end, cut: 0, put: DELIMITERS[mark] },
  ];
}

// Combines all edits into one replacement, so that a single undo reverts it.
function combine(text, edits, start, end, pieces) {
  edits.sort((one, other) => one.at - other.at);
  const last = edits.at(-1);
  const [from, to] = [edits[0].at, last.at + last.cut];
  let put = "";
  let done = from;
  for (const edit of edits) {
    put += text.slice(done, edit.at) + edit.put;
    done = edit.at + edit.cut;
  }
  const isCaret = start === end;
  const [first, final] = isCaret ? [start, start] : [pieces[0][0], pieces.at(-1)[1]];
  const selection = [first, final].map((place) => moved(place, edits));
  return { start: from, end: to, text: put, selection };
}

function moved(place, edits) {
  let shift = 0;
  for (const { at, cut, put, isOpening } of edits) {
    if (at < place || (at === place && isOpening)) shift += put.length;
    shift -= Math.max(0, Math.min(place - at, cut));
  }
  return place + shift;
}
