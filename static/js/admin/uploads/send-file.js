// Sending a file, with its progress, and with every failure as a sentence.

import { Refusal, SIGNED_OUT, SIGN_IN, token } from "../desk/server.js";

const PATIENCE = 10 * 60_000; // milliseconds
const TOO_LARGE = 413;

// Resolves with the server's answer; calls `progress` with the part sent, from 0 to 1.
export function send(address, file, progress, signal) {
  const request = new XMLHttpRequest(); // fetch does not report progress
  const data = new FormData();
  data.append("file", file);
  request.open("POST", address);
  request.setRequestHeader("X-CSRFToken", token());
  request.timeout = PATIENCE;
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) progress(event.loaded / event.total);
  });
  signal.addEventListener("abort", () => request.abort());
  return new Promise((resolve, reject) => {
    const fail = (sentence, status = 0) => reject(new Refusal(sentence, status));
    request.addEventListener("load", () => judge(request, address, resolve, fail));
    request.addEventListener("error", () => fail("The server does not answer."));
    request.addEventListener("timeout", () => fail("The server took too long to answer."));
    request.addEventListener("abort", () => fail("Stopped."));
    request.send(data);
  });
}

function judge(request, address, resolve, fail) {
  const kind = request.getResponseHeader("Content-Type") ?? "";
  const isElsewhere = new URL(request.responseURL).pathname !== address;
  if (request.status === 200 && kind.startsWith("application/json") && !isElsewhere) {
    resolve(JSON.parse(request.responseText));
  } else if (isElsewhere || request.status === SIGNED_OUT) {
    fail(SIGN_IN, SIGNED_OUT);
  } else if (kind.startsWith("text/plain")) {
    fail(request.responseText, request.status);
  } else if (request.status === TOO_LARGE) {
    fail("The file is too large for the server.", TOO_LARGE);
  } else {
    fail(`The server answered ${request.status}.`, request.status);
  }
}
