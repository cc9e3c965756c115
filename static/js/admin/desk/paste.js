// A web address pasted over words makes them a link; anything else is pasted as it is.

import { trim } from "./marks.js";
import { isLiteral, isWebAddress, linkAt, touchedLink } from "./syntax.js";
import { replace } from "./text.js";

for (const area of document.querySelectorAll("[data-editor] textarea")) start(area);

function start(area) {
  let isPlain = false; // Ctrl+Shift+V is for pasting plainly
  area.addEventListener("keydown", (event) => {
    isPlain = event.shiftKey && event.key.toLowerCase() === "v";
  });
  area.addEventListener("keyup", () => {
    isPlain = false;
  });
  area.addEventListener("paste", (event) => {
    if (event.defaultPrevented || isPlain) return;
    const address = event.clipboardData.getData("text/plain").trim();
    const { value, selectionStart, selectionEnd } = area;
    const [from, to] = trim(value, selectionStart, selectionEnd);
    if (from === to || !isWebAddress(address) || !mayBeLinked(value, from, to)) return;
    event.preventDefault();
    replace(area, from, to, `[${value.slice(from, to)}](${asTarget(address)})`);
  });
}

function mayBeLinked(text, start, end) {
  const words = text.slice(start, end);
  return (
    !isWebAddress(words) &&
    !/\n[ \t]*(?:\n|[-+*>#|]|\d+[.)])/.test(words) &&
    hasBracketPairs(words) &&
    !isLiteral(text, start, end) &&
    !touchedLink(text, start, end) &&
    !linkAt(text, start)
  );
}

function hasBracketPairs(words) {
  let depth = 0;
  for (const bracket of words.replace(/\\[^]/g, "").replace(/[^[\]]/g, "")) {
    depth += bracket === "[" ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function asTarget(address) {
  const whole = address.startsWith("www.") ? `https://${address}` : address;
  const isBalanced = /^(?:\([^()]*\)|[^()])*$/.test(whole);
  return isBalanced ? whole : `<${whole}>`;
}
