// Requests to the server: every failure becomes an error with a sentence to show.

const PATIENCE = 30_000; // milliseconds
export const SIGNED_OUT = 401;
export const SIGN_IN = "You are signed out. Sign in again in another window, then try again.";
const NO_ANSWER = 0;

export class Refusal extends Error {
  // `status` is the server's, SIGNED_OUT, or 0 if there was no answer.
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

// The valid token: signing in again, even in another window, makes a new one.
export function token() {
  const cookie = document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="));
  if (cookie) return cookie.slice("csrftoken=".length);
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

// Sends data by POST; returns the response if it is a success.
export function post(address, data, options = {}) {
  data?.delete?.("csrfmiddlewaretoken"); // a form's may be older, and would be used first
  const headers = { "X-CSRFToken": token(), ...options.headers };
  return ask(address, { method: "POST", body: data, ...options, headers });
}

// Sends a GET request; returns the response if it is a success.
export function get(address, options = {}) {
  return ask(address, options);
}

async function ask(address, options) {
  const patience = AbortSignal.timeout(PATIENCE);
  const signal = options.signal ? AbortSignal.any([options.signal, patience]) : patience;
  const response = await fetch(address, { redirect: "manual", ...options, signal }).catch(
    (error) => {
      if (error.name === "AbortError") throw error;
      throw new Refusal("The server does not answer.", NO_ANSWER);
    },
  );
  if (response.ok) return response;
  if (response.type === "opaqueredirect") {
    throw new Refusal("You are signed out.", SIGNED_OUT);
  }
  if (response.headers.get("Content-Type")?.startsWith("text/plain")) {
    throw new Refusal(await response.text(), response.status);
  }
  throw new Refusal(`The server answered ${response.status}.`, response.status);
}
