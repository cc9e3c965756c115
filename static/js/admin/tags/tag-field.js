// The tag field: a combobox (ARIA 1.2) over a plain line of names with commas, and notes
// about new names that are similar to a tag. Every change is an input event, as if typed.

import { get } from "../desk/server.js";
import { replace } from "../desk/text.js";

const PAUSE = 120; // milliseconds until completions are requested
const THOUGHT = 900; // until a name counts as written

let isOurs = false; // whether this script is writing

for (const place of document.querySelectorAll("[data-tags]")) {
  const field = place.querySelector("input");
  combobox(place, field);
  if (place.dataset.tagsSimilar) notes(place, field);
}

// Completes the name at the caret.
function combobox(place, field) {
  const list = place.querySelector("[data-tags-options]");
  const isLine = Boolean(place.dataset.tagsSimilar);
  let chosen = -1;
  let timer = 0;
  let asked = null;

  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) {
    field.setAttribute(name, value);
  }
  field.addEventListener("input", () => {
    close();
    if (!isOurs && nameAt(field, isLine).text) timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", follow);
  field.addEventListener("blur", close);
  field.addEventListener("click", close);
  keepFocus(list);
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });

  function follow(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (event.altKey && event.key === "ArrowUp") return close();
      event.preventDefault();
      if (isOpen) choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
      else ask();
    } else if (event.key === "Enter" && isOpen) {
      event.preventDefault(); // it would save the post
      if (chosen >= 0) take(list.children[chosen]);
      else close();
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (["ArrowLeft", "ArrowRight", "Home", "End", "Tab"].includes(event.key)) {
      close();
    }
  }

  async function ask() {
    const { text, others } = nameAt(field, isLine);
    asked = new AbortController();
    const { signal } = asked;
    const query = new URLSearchParams({ start: text, line: isLine ? others : "" });
    try {
      const answer = await get(`${place.dataset.tags}?${query}`, { signal });
      const { tags } = await answer.json();
      if (!signal.aborted && document.activeElement === field) show(tags);
    } catch {
      // Without completions, the field is still a line to write in.
    }
  }

  function show(tags) {
    const { text } = nameAt(field, isLine);
    const isComplete = tags.length === 1 && same(tags[0].name, text);
    list.replaceChildren(...tags.map(makeOption));
    chosen = -1;
    list.hidden = !tags.length || isComplete;
    field.setAttribute("aria-expanded", String(!list.hidden));
    list.scrollIntoView({ block: "nearest" });
  }

  function makeOption(tag, number) {
    const option = document.createElement("li");
    option.id = `${list.id}_${number}`;
    option.role = "option";
    option.dataset.name = tag.name;
    option.setAttribute("aria-selected", "false");
    const name = document.createElement("span");
    name.textContent = tag.name;
    const posts = document.createElement("span");
    posts.className = "tag-count";
    posts.textContent = count(tag.posts);
    option.append(name, " ", posts);
    return option;
  }

  function choose(number) {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    // Between the last option and the first, none is chosen.
    const places = list.children.length + 1;
    chosen = ((number + 1 + places) % places) - 1;
    const option = list.children[chosen];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  }

  function take(option) {
    const { start, end } = nameAt(field, isLine);
    const isLast = isLine && !field.value.slice(end).trim();
    const { name } = option.dataset;
    if (isLast) write(field, start, field.value.length, `${name}, `);
    else write(field, start, end, name);
  }

  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }
}

// Says which new names are similar to a tag, with a button to use the tag instead.
function notes(place, field) {
  const list = place.querySelector("[data-tags-notes]");
  let timer = 0;
  let asked = null;

  keepFocus(list);
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, THOUGHT);
  });
  field.addEventListener("blur", look);
  look();

  async function look() {
    clearTimeout(timer);
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    if (!field.value.trim()) return list.replaceChildren();
    const query = new URLSearchParams({ line: field.value });
    try {
      const answer = await get(`${place.dataset.tagsSimilar}?${query}`, { signal });
      const { similar } = await answer.json();
      if (!signal.aborted) show(similar);
    } catch {
      // The notes are only advice.
    }
  }

  function show(similar) {
    const written = similar.map((found) => `${found.name}\n${found.tag}`).join("\n");
    if (list.dataset.written === written) return; // already shown
    list.dataset.written = written;
    list.replaceChildren(...similar.map(makeNote));
  }

  function makeNote({ name, tag, posts }) {
    const note = document.createElement("p");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = `Use “${tag}”`;
    button.addEventListener("click", () => use(name, tag));
    note.append(`“${name}” is a new tag, similar to “${tag}” (${count(posts)}). `, button);
    return note;
  }

  function use(name, tag) {
    const part = parts(field.value).find((found) => same(found.text, name));
    if (part) {
      const isThere = parts(field.value).some((found) => same(found.text, tag));
      if (isThere) drop(field, part);
      else write(field, part.start, part.end, tag);
    }
    look();
  }
}

// Removes a name from the line, with one comma.
function drop(field, part) {
  const after = field.value.slice(part.end).match(/^\s*,\s*/);
  const before = field.value.slice(0, part.start).match(/\s*,?\s*$/);
  if (after) write(field, part.start, part.end + after[0].length, "");
  else write(field, part.start - before[0].length, part.end, "");
}

function write(field, start, end, text) {
  isOurs = true;
  replace(field, start, end, text);
  isOurs = false;
}

// Pressing the mouse button there leaves the focus in the field: losing it would close the
// list, and what was pressed would move away before the button is released.
function keepFocus(place) {
  place.addEventListener("mousedown", (event) => event.preventDefault());
}

// Returns the name at the caret, its place, and the line without it.
function nameAt(field, isLine) {
  const { value, selectionEnd } = field;
  if (!isLine) return { text: value.trim(), start: 0, end: value.length, others: "" };
  const from = value.lastIndexOf(",", selectionEnd - 1) + 1;
  const to = value.indexOf(",", selectionEnd);
  const part = trimmed(value, selectionEnd ? from : 0, to < 0 ? value.length : to);
  return { ...part, others: `${value.slice(0, part.start)},${value.slice(part.end)}` };
}

// Returns the names of a line, each with its place.
function parts(line) {
  return [...line.matchAll(/[^,]+/g)].map((found) =>
    trimmed(line, found.index, found.index + found[0].length),
  );
}

function trimmed(line, from, to) {
  const whole = line.slice(from, to);
  const start = from + whole.length - whole.trimStart().length;
  const text = whole.trim();
  return { text, start, end: start + text.length };
}

function same(one, other) {
  const plain = (name) => name.normalize("NFKC").toLowerCase().split(/\s+/).join(" ");
  return plain(one) === plain(other);
}

function count(posts) {
  return posts === 1 ? "1 post" : `${posts} posts`;
}
