// Saving in place: the page stays, with its caret and undo history, and typing goes on.

import { Refusal, SIGNED_OUT, post } from "./server.js";

// Answers that need a page of their own: signing in, a text that no longer exists.
const NEEDS_PAGE = [SIGNED_OUT, 403, 404, 409];

for (const desk of document.querySelectorAll("[data-desk]")) {
  const form = desk.querySelector("[data-saves-in-place]");
  if (form) start(desk, form);
}

function start(desk, form) {
  let isSaving = false;
  let isAgain = false; // pressed while saving
  let isLeaving = false;

  form.addEventListener("submit", take, { capture: true }); // before the others hear of it

  function take(event) {
    const button = event.submitter;
    if (isLeaving || !button?.matches("[data-save]")) return;
    event.preventDefault();
    if (isSaving) {
      event.stopImmediatePropagation();
      isAgain = true;
    } else {
      save(button);
    }
  }

  async function save(button) {
    const sent = new URLSearchParams(new FormData(form));
    sent.set(button.name, "");
    isSaving = true;
    form.ariaBusy = "true";
    document.querySelector(".messagelist")?.replaceChildren(); // messages of an earlier save
    try {
      const answer = await ask(sent);
      if (answer) show(answer, sent);
      else leave(button);
    } catch (problem) {
      tell("desk:unsaved", problem);
    }
    if (isLeaving) return;
    isSaving = false;
    form.ariaBusy = "false";
    if (isAgain) form.requestSubmit(button);
    isAgain = false;
  }

  // Returns null where the answer is more than that the text is saved.
  async function ask(sent) {
    try {
      const headers = { Accept: "application/json" };
      const response = await post(form.action, sent, { headers });
      const type = response.headers.get("Content-Type") ?? "";
      return type.startsWith("application/json") ? await response.json() : null;
    } catch (problem) {
      if (NEEDS_PAGE.includes(problem.status)) return null;
      throw problem instanceof Refusal ? problem : new Refusal("The server does not answer.", 0);
    }
  }

  // Sends the form again without a script; the page that comes back says what is wrong.
  function leave(button) {
    isLeaving = true;
    isAgain = false;
    form.requestSubmit(button);
  }

  function show(answer, sent) {
    tell("desk:saved", answer);
    form.elements.base_digest.value = answer.base_digest;
    form.elements.after.value = "";
    update(answer.values, sent);
    for (const [name, sentence] of Object.entries(answer.actions)) {
      const place = document.getElementById(`desk-action-${name}`);
      if (place) place.textContent = sentence;
    }
    desk.querySelector("[data-public]")?.setAttribute("href", answer.public);
    desk.querySelector("[data-warnings]").replaceChildren(...answer.warnings.map(notice));
  }

  // A field that is being edited does not change, nor does the one that follows it.
  function update(values, sent) {
    const idle = Object.keys(values).filter((name) => {
      const field = form.elements[name];
      return field !== document.activeElement && field?.value === sent.get(name);
    });
    for (const name of idle) {
      const { follows } = form.elements[name].dataset;
      const isFree = !follows || !(follows in values) || idle.includes(follows);
      if (isFree) form.elements[name].value = values[name];
    }
  }

  function tell(name, detail) {
    form.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function notice(html) {
  const paragraph = document.createElement("p");
  paragraph.className = "desk-notice";
  paragraph.innerHTML = html; // escaped by the server
  return paragraph;
}
