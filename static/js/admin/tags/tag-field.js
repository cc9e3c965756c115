// The tag field: completes a plain line of names with commas, and shows notes about new
// names that are similar to a tag. Every change is an input event, as if typed.

import { Combobox, keepFocus } from "../combobox.js";
import { get } from "../desk/server.js";
import { replace } from "../desk/text.js";

const THOUGHT = 900; // milliseconds until a name counts as written

for (const place of document.querySelectorAll("[data-tags]")) {
  const field = place.querySelector("input");
  const list = complete(place, field);
  if (place.dataset.tagsSimilar) notes(place, field, list);
}

// Completes the name at the caret.
function complete(place, field) {
  const isLine = Boolean(place.dataset.tagsSimilar);
  const anchor = () => place.getBoundingClientRect();
  return new Combobox(field, { label: "Tags", ask, read, take, anchor });

  function ask(isKey) {
    const { text, others } = nameAt(field, isLine);
    const query = new URLSearchParams({ start: text, line: others });
    return text || isKey ? `${place.dataset.tags}?${query}` : "";
  }

  function read({ tags }) {
    const { text } = nameAt(field, isLine);
    if (tags.length === 1 && same(tags[0].name, text)) return { options: [] };
    const asOption = ({ name, posts }) => ({ title: name, note: count(posts), target: name });
    return { options: tags.map(asOption) };
  }

  function take({ target }) {
    const { start, end } = nameAt(field, isLine);
    const isLast = isLine && !field.value.slice(end).trim();
    if (isLast) replace(field, start, field.value.length, `${target}, `);
    else replace(field, start, end, target);
  }
}

// Says which new names are similar to a tag, with a button to use the tag instead.
function notes(place, field, list) {
  const box = place.querySelector("[data-tags-notes]");
  let shown = "";
  let timer = 0;
  let asked = null;

  keepFocus(box);
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
    if (!field.value.trim()) return show([]);
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
    const written = similar.map(({ name, tag }) => `${name}\n${tag}`).join("\n");
    if (written === shown) return; // it would be read out again
    shown = written;
    box.replaceChildren(...similar.map(makeNote));
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
      else replace(field, part.start, part.end, tag);
    }
    list.close();
    look();
  }
}

// Removes a name from the line, with one comma.
function drop(field, part) {
  const after = field.value.slice(part.end).match(/^\s*,\s*/);
  const before = field.value.slice(0, part.start).match(/\s*,?\s*$/);
  if (after) replace(field, part.start, part.end + after[0].length, "");
  else replace(field, part.start - before[0].length, part.end, "");
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
