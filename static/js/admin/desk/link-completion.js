// Completion of links: the site's texts in `[words]()`, headings after `/posts/x/#`.
// Nothing is selected until an arrow key is pressed, so that typing is never disturbed.

import { OptionList } from "./options.js";
import { get } from "./server.js";
import { isLiteral, linkAt } from "./syntax.js";
import { replace } from "./text.js";

const PAUSE = 120; // milliseconds
const TEXTS_HINT = "↓ then Enter to insert, # for headings, Esc to close";
const HEADINGS_HINT = "↓ then Enter to insert, Esc to close";

for (const area of document.querySelectorAll("[data-editor] textarea")) start(area);

function start(area) {
  const address = area.closest("[data-links-url]")?.dataset.linksUrl;
  if (!address) return;
  const list = new OptionList(area, take);
  let link = null; // the one that contains the caret
  let dismissed = -1; // the start of the link whose list was closed
  let timer = 0;
  let request = null;

  area.addEventListener("input", (event) => {
    if (list.isOpen) list.choose(-1); // Enter is for the text again
    if (event.isComposing) return;
    if (event.inputType?.startsWith("history")) leave();
    else schedule();
  });
  area.addEventListener("compositionend", schedule);
  area.addEventListener("desk:complete", () => {
    dismissed = -1;
    look();
  });
  area.addEventListener("keydown", press);
  area.addEventListener("blur", leave);
  document.addEventListener("selectionchange", () => {
    if (link && document.activeElement === area) schedule();
  });

  function schedule() {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  }

  function leave() {
    clearTimeout(timer);
    request?.abort();
    link = null;
    list.close();
  }

  async function look() {
    clearTimeout(timer);
    const { value, selectionStart: place } = area;
    const before = link;
    link = linkAt(value, place);
    if (link && isLiteral(value, link.start)) link = null;
    if (link?.start !== dismissed) dismissed = -1;
    if (!link || dismissed >= 0) return leave();
    link.query = value.slice(link.from, place);
    if (link.start === before?.start && link.query === before.query) return;
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    const options = await find(address, link.query, signal).catch(() => []);
    if (signal.aborted) return; // a newer request has been sent
    const hint = options[0]?.isText ? TEXTS_HINT : HEADINGS_HINT;
    list.show(options, link.from + link.query.length, hint);
  }

  function press(event) {
    if (!list.isOpen || event.isComposing || event.keyCode === 229) return;
    const option = list.chosen;
    if (event.key === "#" && option?.isText) return goOn(event, option);
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === "ArrowDown") list.step(1);
    else if (event.key === "ArrowUp") list.step(-1);
    else if (event.key === "Enter" && option) take(option);
    else if (event.key === "Escape") dismiss(event);
    else return;
    event.preventDefault();
  }

  function dismiss(event) {
    event.stopPropagation(); // Escape closes nothing else
    const { start } = link ?? { start: -1 };
    leave();
    dismissed = start;
  }

  // Inserts the text's address, so that its headings are shown next.
  function goOn(event, option) {
    event.preventDefault();
    const { from, to } = linkAt(area.value, area.selectionStart) ?? link;
    replace(area, from, to, `${option.target}#`);
  }

  function take(option) {
    // More may have been typed since the list was shown.
    const { start, label, from, to } = linkAt(area.value, area.selectionStart) ?? link;
    const end = area.value[to] === ")" ? to + 1 : to;
    leave();
    if (label[0] === label[1]) {
      replace(area, start, end, `[${escape(option.title)}](${option.target})`);
    } else {
      replace(area, from, end, `${option.target})`);
    }
  }
}

async function find(address, query, signal) {
  if (/^[a-z][a-z0-9+.-]*:|^www\.|^#/i.test(query)) return [];
  const [, path, fragment] = /^(\/[^#]*)#(.*)$/.exec(query) ?? [];
  const asked = path ? { address: path } : { q: query };
  const response = await get(`${address}?${new URLSearchParams(asked)}`, { signal });
  const { results = [], headings = [] } = await response.json();
  if (path) {
    const found = headings.filter((heading) => matches(heading, fragment));
    return found.map(({ title, id, level }) => ({
      title,
      level,
      note: `#${id}`,
      target: `${path}#${id}`,
    }));
  }
  return results.map((text) => ({
    title: text.title,
    isText: true,
    note: text.state === "published" ? text.address : `${text.address} · ${text.state}`,
    target: text.address,
  }));
}

function matches(heading, fragment) {
  const wanted = fragment.toLowerCase();
  return heading.id.includes(wanted) || heading.title.toLowerCase().includes(wanted);
}

function escape(words) {
  return words.replace(/[\\`*_[\]<$]/g, "\\$&");
}
