// Enter in a list or a quotation begins its next line; on an empty line, it ends it.

import { isLiteral } from "./syntax.js";
import { insert, replace } from "./text.js";

// The quotation marks and the indent, then the item's marker and its checkbox.
const START = /^([ \t]*(?:>[ \t]?)*[ \t]*)((?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?/;
const RULE = /^[ \t]*([-*])(?:[ \t]*\1){2,}[ \t]*$/;

for (const area of document.querySelectorAll("[data-editor] textarea")) {
  area.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.key !== "Enter" || isModified(event)) return;
    if (continueLine(area)) event.preventDefault();
  });
}

// Shift+Enter is also left to the browser: it begins a line without a marker.
function isModified(event) {
  const { isComposing, keyCode, shiftKey, ctrlKey, altKey, metaKey } = event;
  return isComposing || keyCode === 229 || shiftKey || ctrlKey || altKey || metaKey;
}

// Returns whether the caret was in a list or a quotation.
function continueLine(area) {
  const { value, selectionStart: caret, selectionEnd } = area;
  const from = value.lastIndexOf("\n", caret - 1) + 1;
  const line = value.slice(from).split("\n", 1)[0];
  const [whole, before, marker] = START.exec(line);
  const isStarted = marker !== undefined || before.includes(">");
  if (caret !== selectionEnd || !isStarted || caret < from + whole.length) return false;
  if (RULE.test(line) || isLiteral(value, from + before.length, caret)) return false;
  if (line.length > whole.length) insert(area, `\n${before}${next(marker)}`);
  else replace(area, from, caret, marker === undefined ? "" : before.trimEnd());
  return true;
}

function next(marker = "") {
  return marker.replace(/\d+/, (number) => Number(number) + 1).replace(/\[[xX]\]/, "[ ]");
}
