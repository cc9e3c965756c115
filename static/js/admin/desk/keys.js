// Keys and buttons of a Markdown field: bold, italic, link and so on; save, publish.

import { formula, code, footnote, heading, link, mark, quotation } from "./commands.js";

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const COMMANDS = {
  bold: (area) => mark(area, "bold"),
  italic: (area) => mark(area, "italic"),
  link,
  heading,
  quotation,
  code,
  formula,
  footnote,
};
const KEYS = { b: "bold", i: "italic", k: "link" };

const areas = document.querySelectorAll("[data-editor] textarea");

for (const area of areas) start(area);
if (areas.length) document.addEventListener("keydown", act);
for (const frame of document.querySelectorAll("[data-preview-frame]")) {
  frame.addEventListener("load", () => frame.contentDocument?.addEventListener("keydown", act));
}

function start(area) {
  const tools = area.closest("[data-editor]").querySelector("[data-writing-tools]");
  const status = tools.querySelector("[data-writing-status]");
  area.addEventListener("keydown", (event) => {
    const command = isShortcut(event) && KEYS[letter(event)];
    if (!command) return;
    event.preventDefault();
    run(command);
  });
  tools.hidden = false;
  area.addEventListener("input", () => {
    status.textContent = "";
  });
  bindToolbar(tools.querySelector("[role=toolbar]"), run);

  function run(command) {
    status.textContent = COMMANDS[command](area);
  }
}

// Save and publish work anywhere on the page except in other forms and dialogues.
function act(event) {
  if (event.defaultPrevented || !isShortcut(event)) return;
  const within = event.target.closest?.("form");
  const form = within ?? areas[0].form;
  const isOurs = [...areas].some((area) => area.form === form);
  if (letter(event) === "s") {
    event.preventDefault(); // the browser would save the page as a file
    if (isOurs && !event.repeat) form?.querySelector("[data-save]")?.click();
  } else if (event.key === "Enter" && within && isOurs) {
    const button = form.querySelector("[data-publish]");
    if (!button || event.target.closest("dialog, [popover]")) return;
    event.preventDefault();
    if (event.repeat) return;
    if (!button.closest("details")?.open) button.click();
    button.focus(); // Tab leads into the panel that it opens
  }
}

function isShortcut(event) {
  if (event.isComposing || event.keyCode === 229 || event.altKey || event.shiftKey) return false;
  return IS_MAC ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
}

// The Latin letter of a key; where the layout has none, that of the key's position.
function letter(event) {
  if (event.key.length === 1 && event.key <= "~") return event.key.toLowerCase();
  return event.key.length === 1 ? event.code.replace(/^Key/, "").toLowerCase() : "";
}

// A toolbar is a single tab stop; the arrow keys move between its buttons.
function bindToolbar(bar, run) {
  const buttons = [...bar.querySelectorAll("[data-write]")];
  buttons.forEach((button, index) => {
    button.tabIndex = index ? -1 : 0;
    if (IS_MAC) nameForMac(button);
  });
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps the focus
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-write]");
    if (button) run(button.dataset.write);
  });
  bar.addEventListener("keydown", (event) => {
    const from = buttons.indexOf(event.target);
    const places = { ArrowRight: from + 1, ArrowLeft: from - 1, Home: 0, End: -1 };
    const isStep = from >= 0 && event.key in places;
    if (!isStep || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = buttons.at(places[event.key] % buttons.length);
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  });
}

function nameForMac(button) {
  const keys = button.getAttribute("aria-keyshortcuts");
  if (!keys) return;
  button.title = button.title.replace("Ctrl+", "⌘");
  button.setAttribute("aria-keyshortcuts", keys.replace("Control", "Meta"));
}
