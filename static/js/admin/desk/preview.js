// The live preview: the public page of what is typed, shortly after the last key.

import { morph } from "./morph.js";
import { Refusal, SIGNED_OUT, post } from "./server.js";
import { showLine } from "./text.js";

const PAUSE = 60; // milliseconds without a key
const MAX_REQUESTS = 2; // at a time
const SAFE = "What you type is autosaved in this browser.";

for (const desk of document.querySelectorAll("[data-desk]")) {
  start(desk);
}

function start(desk) {
  const form = desk.querySelector(".desk-form");
  const area = desk.querySelector("[data-editor] textarea");
  const pane = desk.querySelector("[data-preview]");
  const frame = desk.querySelector("[data-preview-frame]");
  const error = desk.querySelector("[data-preview-error]");
  if (!area || area.readOnly) return;
  let timer = 0;
  let asked = 0; // how many previews have been requested
  let shown = 0; // the number of the newest that was shown
  let underWay = 0;
  let isStale = false;
  let isReady = false;

  pane.hidden = false;
  form.addEventListener("input", schedule);
  form.addEventListener("change", schedule);
  frame.addEventListener("load", prepare);
  window.addEventListener("online", update); // clears an error about the server
  desk.addEventListener("click", (event) => follow(event, form, area));
  update();

  function schedule() {
    clearTimeout(timer);
    timer = setTimeout(update, PAUSE);
  }

  async function update() {
    isStale = underWay >= MAX_REQUESTS;
    if (isStale) return; // what was typed meanwhile comes next
    underWay += 1;
    asked += 1;
    const number = asked;
    try {
      const response = await post(desk.dataset.previewUrl, new URLSearchParams(new FormData(form)));
      const answer = await response.json();
      if (number > shown) { // otherwise a newer one was faster
        shown = number;
        error.textContent = "";
        show(answer);
      }
    } catch (problem) {
      if (number >= shown) error.textContent = explain(problem);
    }
    underWay -= 1;
    if (isStale) update();
  }

  function show(answer) {
    if (isReady) {
      const page = new DOMParser().parseFromString(answer.page, "text/html");
      morph(frame.contentDocument.documentElement, page.documentElement);
    } else {
      frame.srcdoc = answer.page;
    }
    desk.querySelector("[data-report]").innerHTML = answer.report; // escaped by the template
    desk.querySelector("[data-report-digest]").value = answer.reportDigest;
    const event = new CustomEvent("desk:preview", { detail: answer, bubbles: true });
    area.closest("[data-editor]").dispatchEvent(event);
  }

  // The frame has loaded: the first page, or one that a link led to.
  function prepare() {
    const page = frame.contentDocument;
    if (frame.srcdoc && page?.URL === "about:srcdoc") {
      isReady = true;
      page.addEventListener("click", (event) => stay(event, page));
    } else if (isReady) {
      isReady = false;
      update();
    }
  }
}

// Links open in a new tab: following one in the frame would replace the preview.
function stay(event, page) {
  const link = event.target.closest?.("a[href]");
  if (!link) return;
  event.preventDefault();
  const address = link.getAttribute("href");
  if (address.startsWith("#")) {
    page.getElementById(decodeURIComponent(address.slice(1)))?.scrollIntoView();
  } else {
    window.open(link.href, "_blank", "noopener");
  }
}

// A finding leads to its line, or to its field.
function follow(event, form, area) {
  const link = event.target.closest("[data-line]");
  if (!link) return;
  const field = form.elements[link.dataset.field] ?? area;
  event.preventDefault();
  field.closest("details")?.setAttribute("open", "");
  if (field.tagName === "TEXTAREA") showLine(field, Number(link.dataset.line));
  else field.focus();
}

function explain(problem) {
  if (!(problem instanceof Refusal)) return "The preview cannot be shown.";
  const isSafe = !problem.status || problem.status === SIGNED_OUT;
  return isSafe ? `${problem.message} ${SAFE}` : problem.message;
}
