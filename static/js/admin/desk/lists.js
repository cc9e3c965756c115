// Enter in a list or a quotation begins its next line; in an empty one it ends it.

import { isLiteral } from "./syntax.js";
import { insert, replace } from "./text.js";

// The quotation and the indent, then the item's sign and its box.
const START = /^([ \t]*(?:>[ \t]?)*[ \t]*)((?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?/;
const RULE = /^[ \t]*([-*])(?:[ \t]*\1){2,}[ \t]*$/;

for (const area of document.querySelectorAll("[data-editor] textarea")) {
  area.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.key !== "Enter" || isModified(event)) return;
    if (goOn(area)) event.preventDefault();
  });
}

// Shift+Enter, too, is left to the browser: a line without a sign.
function isModified(event) {
  const { isComposing, keyCode, shiftKey, ctrlKey, altKey, metaKey } = event;
  return isComposing || keyCode === 229 || shiftKey || ctrlKey || altKey || metaKey;
}

// Returns whether there was something to go on with.
function goOn(area) {
  const { value, selectionStart: caret, selectionEnd } = area;
  const from = value.lastIndexOf("\n", caret - 1) + 1;
  const line = value.slice(from).split("\n", 1)[0];
  const [whole, before, sign] = START.exec(line);
  const isStarted = sign !== undefined || before.includes(">");
  if (caret !== selectionEnd || !isStarted || caret < from + whole.length) return false;
  if (RULE.test(line) || isLiteral(value, from + before.length, caret)) return false;
  if (line.length > whole.length) insert(area, `\n${before}${next(sign)}`);
  else replace(area, from, caret, sign === undefined ? "" : before.trimEnd());
  return true;
}

function next(sign = "") {
  return sign.replace(/\d+/, (number) => Number(number) + 1).replace(/\[[xX]\]/, "[ ]");
}
