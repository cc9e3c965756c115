// Writing into a text area as if typed, so that the browser's own undo reverts it.

import { locate } from "./caret.js";

// Replaces the selection with text, and leaves the caret after it.
export function insert(area, text) {
  area.focus();
  // Deprecated, but the only insertion that the browser's undo includes.
  const command = text ? "insertText" : "delete";
  if (document.execCommand(command, false, text)) return breakUndo(area);
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

// Moves the caret, so that what is typed next is a separate step of undo.
function breakUndo(area) {
  const { selectionStart: start, selectionEnd: end } = area;
  area.setSelectionRange(0, 0);
  area.setSelectionRange(start, end);
}

// Replaces what is between `start` and `end` with text.
export function replace(area, start, end, text) {
  area.focus();
  area.setSelectionRange(start, end);
  insert(area, text);
}

// Replaces text while somebody works, without changing caret, scroll position or focus.
export function replaceBehind(area, start, end, text) {
  const { selectionStart, selectionEnd, selectionDirection, scrollTop } = area;
  const focused = document.activeElement;
  const page = [scrollX, scrollY];
  const moved = (caret) =>
    caret < end ? Math.min(caret, start) : caret + text.length - (end - start);
  replace(area, start, end, text);
  area.setSelectionRange(moved(selectionStart), moved(selectionEnd), selectionDirection);
  area.scrollTop = scrollTop;
  if (focused !== area) focused.focus({ preventScroll: true });
  scrollTo(...page);
}

// Selects a line, counted from 1, and scrolls its beginning into the middle.
export function showLine(area, line) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  area.focus({ preventScroll: true });
  // Chromium would scroll to the caret, at the end of a line that may fill the screen.
  const { top, bottom } = locate(area, start);
  const frame = area.getBoundingClientRect();
  area.scrollTop += (top + bottom - frame.top - frame.bottom) / 2;
  area.scrollIntoView({ block: "nearest" });
}
