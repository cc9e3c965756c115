// A list of suggestions for a field, which keeps the focus: ARIA's combobox with a listbox.
// A text area cannot be a combobox: it has no aria-expanded, its arrow keys do not open the
// list, and Enter is its own unless an option is chosen. A status gives the number.

import { get } from "./desk/server.js";

const PAUSE = 120; // milliseconds without a key
const GAP = 4; // pixels
let count = 0;

export class Combobox {
  // `source` has a `label` for the list, and functions. `ask` returns the address of the
  // suggestions, or nothing; it is told whether an arrow key asked. `read` turns the
  // answer into `options` (`title`, `note`, `target`, `level`) and a `hint`. `take` writes an
  // option, `dismiss` hears of Escape, `anchor` returns what the list must not cover.
  constructor(field, source) {
    Object.assign(this, { field, source, options: [], index: -1, address: "", byKey: false });
    this.isInput = field.matches("input");
    count += 1;
    const names = { id: `suggestions-${count}`, role: "listbox", "aria-label": source.label };
    this.list = element("ul", names);
    this.hint = element("p", { class: "suggestions-hint", "aria-hidden": "true" });
    this.box = element("div", { class: "suggestions", popover: "manual" }, this.list, this.hint);
    this.status = element("p", { class: "visually-hidden", role: "status" });
    field.after(this.box, this.status);
    set(field, { "aria-autocomplete": "list", "aria-haspopup": "listbox" });
    if (this.isInput) set(field, { role: "combobox", "aria-expanded": "false" });

    field.addEventListener("input", (event) => {
      this.choose(-1); // Enter is for the text again
      this.byKey = false;
      if (event.inputType?.startsWith("history")) this.close();
      else this.schedule();
    });
    field.addEventListener("keydown", (event) => this.press(event));
    field.addEventListener("blur", () => this.close());
    document.addEventListener("selectionchange", () => {
      if (this.address) this.schedule();
    });
    keepFocus(this.box);
    this.list.addEventListener("click", (event) => {
      const row = event.target.closest("[role=option]");
      if (row) this.take(this.options[[...this.list.children].indexOf(row)]);
    });
    const follow = () => this.isOpen && this.place();
    window.addEventListener("scroll", follow, { capture: true, passive: true });
    window.addEventListener("resize", follow);
    visualViewport.addEventListener("resize", follow);
  }

  get isOpen() {
    return this.options.length > 0;
  }

  get chosen() {
    return this.options[this.index];
  }

  schedule() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), PAUSE);
  }

  async look() {
    clearTimeout(this.timer);
    const address = this.source.ask(this.byKey);
    if (!address) return this.close();
    if (address !== this.address) {
      this.request?.abort();
      this.request = new AbortController();
      this.address = address;
      const answer = get(address, { signal: this.request.signal });
      this.answer = answer.then((response) => response.json()).catch(() => null);
    }
    const { signal } = this.request;
    const answer = await this.answer;
    if (signal.aborted) return; // closed, or a newer request has been sent
    this.show(answer ? this.source.read(answer) : { options: [] });
  }

  press(event) {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (event.isComposing || event.keyCode === 229) return;
    if (ctrlKey || metaKey || shiftKey || (altKey && !this.isInput)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step && !this.isOpen && this.isInput) {
      this.byKey = true;
      this.look();
    } else if (!this.isOpen) return;
    else if (step < 0 && altKey) this.close();
    else if (step) this.step(step);
    else if (key === "Enter" && this.chosen) this.take(this.chosen);
    else if (key === "Enter" && this.isInput) this.close(); // it would send the form
    else if (key === "Escape") this.dismiss();
    else {
      if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(key)) this.choose(-1);
      return;
    }
    event.preventDefault();
    event.stopPropagation(); // Escape closes nothing else
  }

  take(option) {
    this.source.take(option);
    this.close(); // what was written asks for nothing
  }

  dismiss() {
    this.source.dismiss?.();
    this.close();
  }

  // An option that was chosen stays chosen if it is still there.
  show({ options, hint = "" }) {
    if (!options.length) return this.close();
    const target = this.chosen?.target;
    this.options = options;
    this.hint.textContent = hint;
    this.list.replaceChildren(...options.map((option, index) => this.row(option, index)));
    this.box.showPopover();
    this.list.scrollTop = 0;
    this.choose(options.findIndex((option) => option.target === target));
    this.field.setAttribute("aria-controls", this.list.id);
    if (this.isInput) this.field.ariaExpanded = "true";
    const number = options.length === 1 ? "1 suggestion" : `${options.length} suggestions`;
    this.say(`${number}. Press the down arrow to choose.`);
    this.place();
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.address = "";
    this.byKey = false;
    if (!this.isOpen) return;
    this.choose(-1);
    this.options = [];
    this.box.hidePopover();
    this.list.replaceChildren();
    this.field.removeAttribute("aria-controls");
    if (this.isInput) this.field.ariaExpanded = "false";
    this.say("");
  }

  say(sentence) {
    if (this.status.textContent !== sentence) this.status.textContent = sentence;
  }

  // Moves by one; before the first and after the last, nothing is chosen.
  step(by) {
    const size = this.options.length + 1;
    this.choose(((this.index + 1 + by + size) % size) - 1);
  }

  choose(index) {
    this.list.children[this.index]?.setAttribute("aria-selected", "false");
    this.index = index;
    const row = this.list.children[index];
    if (!row) return this.field.removeAttribute("aria-activedescendant");
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", row.id);
  }

  row({ title, note, level = 2 }, index) {
    const names = { id: `${this.list.id}-${index}`, role: "option", "aria-selected": "false" };
    const small = element("span", { class: "suggestion-note" }, note);
    return element("li", { ...names, "data-level": level }, title, " ", small);
  }

  // Below the anchor, or above it where there is more room.
  place() {
    const { top, bottom, left } = this.source.anchor();
    const { style } = this.box;
    const { offsetTop, height } = visualViewport;
    const above = top - offsetTop - 2 * GAP;
    const below = offsetTop + height - bottom - 2 * GAP;
    style.maxBlockSize = "";
    const isBelow = below >= Math.min(this.box.offsetHeight, above);
    style.maxBlockSize = `${Math.max(isBelow ? below : above, 0)}px`;
    const widest = document.documentElement.clientWidth - this.box.offsetWidth - GAP;
    style.left = `${Math.max(GAP, Math.min(left, widest))}px`;
    style.top = `${isBelow ? bottom + GAP : top - GAP - this.box.offsetHeight}px`;
    const isShown = document.elementFromPoint(left + GAP, top + GAP) === this.field;
    style.visibility = isShown ? "" : "hidden"; // scrolled away
  }
}

// Pressing the mouse button there leaves the focus in the field: losing it would close the
// list, and what was pressed would move away before the button is released.
export function keepFocus(place) {
  place.addEventListener("mousedown", (event) => event.preventDefault());
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  set(made, attributes);
  made.append(...children);
  return made;
}

function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
}
