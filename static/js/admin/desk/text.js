// Writing into a text area as if typed, so that the browser's own undo takes it back.

import { locate } from "./caret.js";

// Puts text in place of the selection and leaves the caret behind it.
export function insert(area, text) {
  area.focus();
  // Old, but the one insertion that the browser's undo knows of.
  const command = text ? "insertText" : "delete";
  if (document.execCommand(command, false, text)) return breakUndo(area);
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

// What is typed next is a step of its own for undo: the caret has been elsewhere.
function breakUndo(area) {
  const { selectionStart: start, selectionEnd: end } = area;
  area.setSelectionRange(0, 0);
  area.setSelectionRange(start, end);
}

// Puts text in place of what stands from `start` to `end`.
export function replace(area, start, end, text) {
  area.focus();
  area.setSelectionRange(start, end);
  insert(area, text);
}

// Selects a line, counted from 1, and scrolls so that it begins in the middle.
export function showLine(area, line) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  area.focus({ preventScroll: true });
  // Chromium would show the caret, which is at the end of a line that may fill the screen.
  const { top, bottom } = locate(area, start);
  const frame = area.getBoundingClientRect();
  area.scrollTop += (top + bottom - frame.top - frame.bottom) / 2;
  area.scrollIntoView({ block: "nearest" });
}
