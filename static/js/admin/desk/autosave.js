// Autosave: what is typed is stored in this browser and on the server within two seconds.
// Autosaves that only this browser has are handed in, and shown for recovery. The inputs
// that are sent along are described in posts/admin/desk/protocol.py.

import { Refusal, SIGNED_OUT, get, post, token } from "./server.js";
import * as store from "./browser-store.js";

const BROWSER_DELAY = 400; // milliseconds from a key to the autosave in the browser
const SERVER_DELAY = 1_500; // and to the one on the server
const RETRY_DELAY = 2_000; // until a server that did not answer is asked again

for (const desk of document.querySelectorAll("[data-desk]")) {
  start(desk);
}

function start(desk) {
  const form = desk.querySelector(".desk-form");
  const status = desk.querySelector("[data-autosave-status]");
  const recovery = desk.querySelector("[data-recovery]");
  const { key, autosaveUrl, recoveryUrl, loginUrl } = desk.dataset;
  const { session, after, continues } = form.elements;
  if (!session) return;
  let sequence = Date.now(); // only grows, even from one load of the page to the next
  let typed = 0; // counts changes; an autosave is up to date with one of them
  let inBrowser = 0;
  let onServer = 0;
  let toBrowser = 0; // timers
  let toServer = 0;
  let putting = 0; // the change that is being stored in this browser
  let isStoring = true; // whether this browser can store autosaves at all
  let isSending = false;
  let isSaving = false; // a save has been sent
  let sent = ""; // its session
  const isResumed = new URLSearchParams(location.search).has("autosave");
  // The sessions that this page continues, with the numbers of their last autosaves.
  const continued = new Map([...continues.value.matchAll(/(\S+) (\d+)/g)].map((pair) => pair.slice(1)));

  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", save);
  form.addEventListener("desk:saved", saved);
  form.addEventListener("desk:unsaved", ({ detail }) => notSaved(detail));
  // The first comes before a reloaded page asks for it; a phone tells only of the second.
  for (const end of ["beforeunload", "pagehide"]) {
    window.addEventListener(end, () => saveInBrowser(true));
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && typed > inBrowser) saveInBrowser();
  });
  window.addEventListener("online", () => typed > onServer && saveOnServer());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) begin(); // back on a page whose form was saved
  });
  handIn();

  function note(event) {
    if (event.target.matches("[data-view]")) return;
    if (isSaving) begin(); // this is not in the save that has been sent
    typed += 1;
    toBrowser ||= setTimeout(saveInBrowser, BROWSER_DELAY);
    toServer ||= setTimeout(saveOnServer, SERVER_DELAY);
  }

  function serialise() {
    sequence += 1;
    return new URLSearchParams(new FormData(form)).toString();
  }

  // On a slow disk autosaves would queue; only the last may wait for another.
  async function saveInBrowser(isLast = false) {
    clearTimeout(toBrowser);
    toBrowser = 0;
    if ([inBrowser, putting].includes(typed) || (putting && !isLast)) return;
    const number = typed;
    putting = number;
    const record = { session: session.value, key, data: serialise(), sequence, at: Date.now() };
    try {
      await store.put(record, earlier());
      inBrowser = Math.max(inBrowser, number);
      if (typed > inBrowser) toBrowser ||= setTimeout(saveInBrowser);
      isStoring = true;
    } catch {
      isStoring = false; // private windows may refuse; the server still autosaves
    }
    if (putting === number) putting = 0;
  }

  async function saveOnServer() {
    clearTimeout(toServer);
    toServer = 0;
    if (isSending || isSaving || typed === onServer) return;
    isSending = true;
    const number = typed;
    const own = session.value;
    try {
      const { state } = await send(serialise(), sequence);
      if (state === "stored") {
        onServer = Math.max(onServer, number);
        if (isResumed) history.replaceState(null, "", `?autosave=${session.value}`); // for a reload
        say(`Autosaved at ${time()}`);
      } else if (!isSaving && own === session.value) {
        begin(); // saved, or discarded elsewhere
        typed += 1; // so neither autosave has this
        saveInBrowser();
        toServer = setTimeout(saveOnServer);
      }
    } catch (problem) {
      complain(problem);
    }
    isSending = false;
    if (typed > onServer) toServer ||= setTimeout(saveOnServer, RETRY_DELAY);
  }

  async function send(data, number, age = 0) {
    const body = new URLSearchParams(data);
    body.set("sequence", number);
    body.set("age", age);
    return (await post(autosaveUrl, body)).json();
  }

  // A save ends its session. What is typed now belongs to a new one; if the answer is lost,
  // `after` tells the server that nobody is overwritten.
  function begin() {
    if (session.value === sent) after.value = [...earlier(), sent].join(" ");
    session.value = crypto.randomUUID();
    isSaving = false;
  }

  // Whatever becomes of the save, the browser has every word, and a valid token is sent.
  function save() {
    if (isSaving) begin(); // another save has not been answered yet
    form.elements.csrfmiddlewaretoken.value = token();
    typed += 1;
    saveInBrowser(true);
    form.elements.sequence.value = sequence; // of the autosave with the same text
    isSaving = true;
    sent = session.value;
    say("Saving…");
  }

  // It was saved, and the page stays open.
  function saved({ detail }) {
    if (isSaving) {
      begin(); // nothing was typed meanwhile
      inBrowser = onServer = typed;
    }
    const said = document.createElement("span");
    said.innerHTML = detail.said; // escaped by the server
    status.replaceChildren(`${time()}: `, said);
    for (const name of earlier()) store.drop(name, sequence).catch(() => {}); // it stores nothing
  }

  // It was not saved, or nobody knows; autosaving goes on.
  function notSaved(problem) {
    if (isSaving) begin(); // it may have been saved: `after` names it from now on
    complain(problem, "Not saved. ");
    toServer ||= setTimeout(saveOnServer, RETRY_DELAY);
  }

  // Autosaves that only this browser has go to the server, which knows what was saved.
  async function handIn() {
    recovery.ariaBusy = "true";
    let isNew = false;
    try {
      for (const record of await store.list(key)) {
        const isHere = [session.value, ...earlier()].includes(record.session);
        if (isHere || record.sequence <= continued.get(record.session)) continue;
        const age = Math.max(0, Date.now() - record.at);
        const { state } = await send(record.data, record.sequence, age).catch((problem) => {
          if (!problem.status || problem.status === SIGNED_OUT) throw problem;
          return { state: "" }; // refused: it stays here, and the next one is tried
        });
        isNew ||= state === "stored";
        if (state) await store.drop(record.session, record.sequence);
      }
      if (isNew) {
        const response = await get(recoveryUrl);
        recovery.innerHTML = await response.text(); // escaped by the template
      }
      recovery.ariaBusy = "false";
    } catch (problem) {
      if (!(problem instanceof Refusal)) return; // this browser stores nothing
      complain(problem);
      if (!problem.status || problem.status === SIGNED_OUT) setTimeout(handIn, RETRY_DELAY);
    }
  }

  // The earlier sessions of this page; the form contains all of their text.
  function earlier() {
    return after.value.split(" ").filter(Boolean);
  }

  function complain(problem, what = "") {
    const where = isStoring ? "autosaved only in this browser" : "not saved anywhere, so copy it";
    if (problem.status === SIGNED_OUT) {
      say(`${what}Signed out: ${where}. `);
      const link = document.createElement("a");
      link.href = loginUrl;
      link.target = "_blank";
      link.textContent = "Sign in";
      status.append(link);
    } else if (problem.status === 0) {
      say(`${what}The server does not answer: ${where}.`);
    } else {
      say(`${what}The server refused this: ${where}. ${problem.message}`);
    }
  }

  function say(sentence) {
    if (status.textContent !== sentence) status.textContent = sentence;
  }
}

function time() {
  return new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}
