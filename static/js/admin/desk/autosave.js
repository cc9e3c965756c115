// Autosave: what is typed goes into this browser and to the server, every other second at
// the latest; what an earlier session left behind is handed in and offered. The inputs that
// travel along are described in posts/admin/desk/protocol.py.

import { Refusal, SIGNED_OUT, get, post, token } from "./server.js";
import * as store from "./browser-store.js";

const BROWSER = 400; // milliseconds from a key to the browser's copy
const SERVER = 1_500; // and to the server's
const AGAIN = 2_000; // until a server that did not answer is asked again

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
  let sequence = Date.now(); // grows, also from one load of the page to the next
  let typed = 0; // counts changes; what a copy holds is told by its number
  let inBrowser = 0;
  let onServer = 0;
  let toBrowser = 0; // timers
  let toServer = 0;
  let isPutting = false;
  let isStoring = true; // whether this browser takes copies at all
  let isSending = false;
  let isLeaving = false; // a save is on its way
  let sent = ""; // the session that it was sent for
  const isResumed = new URLSearchParams(location.search).has("autosave");
  // Whose words this page goes on with, in a session of its own: their last numbers.
  const continued = new Map([...continues.value.matchAll(/(\S+) (\d+)/g)].map((pair) => pair.slice(1)));

  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", leave);
  form.addEventListener("desk:saved", stay);
  form.addEventListener("desk:unsaved", ({ detail }) => hold(detail));
  window.addEventListener("pagehide", () => saveInBrowser(true));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && typed > inBrowser) saveInBrowser();
  });
  window.addEventListener("online", () => typed > onServer && saveOnServer());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) begin(); // the form that was saved is back
  });
  handIn();

  function note(event) {
    if (event.target.matches("[data-view]")) return;
    if (isLeaving) begin(); // what comes now is not in the save that is on its way
    typed += 1;
    toBrowser ||= setTimeout(saveInBrowser, BROWSER);
    toServer ||= setTimeout(saveOnServer, SERVER);
  }

  function copy() {
    sequence += 1;
    return new URLSearchParams(new FormData(form)).toString();
  }

  // On a slow disk copies would queue; only the last one may stand behind another.
  async function saveInBrowser(isLast = false) {
    clearTimeout(toBrowser);
    toBrowser = 0;
    if (typed === inBrowser || (isPutting && !isLast)) return;
    const number = typed;
    isPutting = true;
    const record = { session: session.value, key, data: copy(), sequence, at: Date.now() };
    try {
      await store.put(record, earlier());
      inBrowser = Math.max(inBrowser, number);
      if (typed > inBrowser) toBrowser ||= setTimeout(saveInBrowser);
      isStoring = true;
    } catch {
      isStoring = false; // private windows may refuse; the server has its own copy
    }
    isPutting = false;
  }

  async function saveOnServer() {
    clearTimeout(toServer);
    toServer = 0;
    if (isSending || isLeaving || typed === onServer) return;
    isSending = true;
    const number = typed;
    const own = session.value;
    try {
      const { state } = await send(copy(), sequence);
      if (state === "stored") {
        onServer = Math.max(onServer, number);
        if (isResumed) history.replaceState(null, "", `?autosave=${session.value}`); // for a reload
        say(`Autosaved at ${time()}`);
      } else if (!isLeaving && own === session.value) {
        begin(); // saved, or discarded elsewhere
        typed += 1; // so neither copy has this
        saveInBrowser();
        toServer = setTimeout(saveOnServer);
      }
    } catch (problem) {
      complain(problem);
    }
    isSending = false;
    if (typed > onServer) toServer ||= setTimeout(saveOnServer, AGAIN);
  }

  async function send(data, number, age = 0) {
    const body = new URLSearchParams(data);
    body.set("sequence", number);
    body.set("age", age);
    return (await post(autosaveUrl, body)).json();
  }

  // A session that was saved is over; what is typed now belongs to a new one, which has all
  // of it. Should the answer get lost, the server knows by it that nobody is overwritten.
  function begin() {
    if (session.value === sent) after.value += `${sent} `;
    session.value = crypto.randomUUID();
    isLeaving = false;
  }

  // Whatever comes of the save, the browser has every word, with a token that is good.
  function leave() {
    if (isLeaving) begin(); // another save is on its way still
    form.elements.csrfmiddlewaretoken.value = token();
    typed += 1;
    saveInBrowser(true);
    form.elements.sequence.value = sequence; // of the copy that it is told by
    isLeaving = true;
    sent = session.value;
    say("Saving…");
  }

  // It was saved, and the page is still there.
  function stay({ detail }) {
    if (isLeaving) {
      begin(); // nothing was typed meanwhile
      inBrowser = onServer = typed;
    }
    const said = document.createElement("span");
    said.innerHTML = detail.said; // escaped by the server
    status.replaceChildren(`${time()}: `, said);
    for (const saved of earlier()) store.drop(saved, sequence).catch(() => {}); // it stores nothing
  }

  // It was not, or nobody knows; what is typed is autosaved all the same.
  function hold(problem) {
    if (isLeaving) begin(); // it may have been saved: the next one says that it comes after
    complain(problem, "Not saved. ");
    toServer ||= setTimeout(saveOnServer, AGAIN);
  }

  // Copies that only this browser has go to the server, which knows what was saved.
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
          return { state: "" }; // refused: it stays here, and the next one has its turn
        });
        isNew ||= state === "stored";
        if (state) await store.drop(record.session, record.sequence);
      }
      if (isNew) {
        const response = await get(recoveryUrl);
        recovery.innerHTML = await response.text(); // a template's
      }
      recovery.ariaBusy = "false";
    } catch (problem) {
      if (!(problem instanceof Refusal)) return; // this browser stores nothing
      complain(problem);
      if (!problem.status || problem.status === SIGNED_OUT) setTimeout(handIn, AGAIN);
    }
  }

  // The sessions before this one on the same page; what is typed here now has their words.
  function earlier() {
    return after.value.split(" ").filter(Boolean);
  }

  function complain(problem, what = "") {
    const where = isStoring ? "saved in this browser only" : "not saved anywhere: copy it";
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
