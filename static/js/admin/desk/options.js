// A list of options near the caret of a text area, which keeps the focus.
// It is ARIA's listbox. A text area cannot be a combobox, so there is no aria-expanded; a status gives the number.

import { locate } from "./caret.js";

const GAP = 4; // pixels
let count = 0;

export class OptionList {
  // `take` is called with the option that was clicked.
  constructor(area, take) {
    this.area = area;
    this.take = take;
    this.options = [];
    this.index = -1;
    count += 1;
    this.box = element("div", "writing-options", { popover: "manual" });
    const names = { id: `writing-options-${count}`, role: "listbox", "aria-label": "Link to" };
    this.list = element("ul", "", names);
    this.status = element("p", "visually-hidden", { role: "status" });
    this.hint = element("p", "writing-options-hint", { "aria-hidden": "true" });
    this.box.append(this.list, this.hint);
    area.after(this.box, this.status);
    area.setAttribute("aria-autocomplete", "list");
    area.setAttribute("aria-haspopup", "listbox");
    this.box.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus
    this.list.addEventListener("click", (event) => {
      const row = event.target.closest("[role=option]");
      if (row) this.take(this.options[[...this.list.children].indexOf(row)]);
    });
    this.follow = () => this.place();
  }

  get isOpen() {
    return this.options.length > 0;
  }

  get chosen() {
    return this.options[this.index];
  }

  // Shows options (`title`, `note`, `target`, `level`) at the caret, and a hint on how to
  // choose. An option that was chosen stays chosen if it is still there.
  show(options, caret, hint) {
    if (!options.length) return this.close();
    if (!this.isOpen) this.listen("addEventListener");
    const chosen = this.chosen?.target;
    this.options = options;
    this.caret = caret;
    this.hint.textContent = hint;
    this.list.replaceChildren(...options.map((option, index) => this.row(option, index)));
    this.box.showPopover();
    this.list.scrollTop = 0;
    this.choose(options.findIndex((option) => option.target === chosen));
    this.area.setAttribute("aria-controls", this.list.id);
    const number = options.length === 1 ? "1 suggestion" : `${options.length} suggestions`;
    this.status.textContent = `${number}. Press the down arrow to choose.`;
    this.place();
  }

  close() {
    if (!this.isOpen) return;
    this.listen("removeEventListener");
    this.options = [];
    this.choose(-1);
    this.box.hidePopover();
    this.list.replaceChildren();
    this.area.removeAttribute("aria-controls");
    this.status.textContent = "";
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
    if (!row) return this.area.removeAttribute("aria-activedescendant");
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    this.area.setAttribute("aria-activedescendant", row.id);
  }

  row({ title, note, level = 2 }, index) {
    const id = `${this.list.id}-${index}`;
    const row = element("li", "", { id, role: "option", "aria-selected": "false" });
    row.dataset.level = level;
    const name = element("span", "writing-option-title");
    const small = element("span", "writing-option-note");
    name.textContent = title;
    small.textContent = note;
    row.append(name, " ", small);
    return row;
  }

  listen(method) {
    window[method]("scroll", this.follow, { capture: true, passive: true });
    window[method]("resize", this.follow);
    window.visualViewport?.[method]("resize", this.follow);
  }

  // Below the current line, or above it where there is more room.
  place() {
    const line = locate(this.area, this.caret);
    const { style } = this.box;
    const view = window.visualViewport ?? { offsetTop: 0, height: window.innerHeight };
    const above = line.top - view.offsetTop - 2 * GAP;
    const below = view.offsetTop + view.height - line.bottom - 2 * GAP;
    style.maxBlockSize = "";
    const isBelow = below >= Math.min(this.box.offsetHeight, above);
    style.maxBlockSize = `${Math.max(isBelow ? below : above, 0)}px`;
    const widest = document.documentElement.clientWidth - this.box.offsetWidth - GAP;
    style.left = `${Math.max(GAP, Math.min(line.left, widest))}px`;
    const frame = this.area.getBoundingClientRect();
    const isAway = line.bottom < frame.top || line.top > frame.bottom; // scrolled
    style.visibility = isAway ? "hidden" : "";
    style.top = `${isBelow ? line.bottom + GAP : line.top - GAP - this.box.offsetHeight}px`;
  }
}

function element(name, style, attributes = {}) {
  const made = document.createElement(name);
  made.className = style;
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}
