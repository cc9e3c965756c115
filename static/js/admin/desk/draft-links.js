// Draft links, created and revoked without leaving the page and what is typed in it.

import { SIGN_IN, post } from "./server.js";

const LIST = "[data-draft-link-list]";
const UNKNOWN = "Nothing was changed. Reload the page to see why.";

for (const panel of document.querySelectorAll("[data-draft-link]")) start(panel);

function start(panel) {
  const form = document.getElementById("desk-draft-links");
  const status = panel.querySelector("[data-draft-link-status]");
  let isAsking = false;

  showCopyButtons(panel);
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-draft-link-copy]");
    if (button) copy(button);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!isAsking) send(event.submitter);
  });

  async function send(button) {
    const isRevoked = button?.name === "revoke";
    isAsking = true;
    status.textContent = "";
    try {
      // The answer redirects to the desk, whose page has the present links.
      const words = new URLSearchParams(isRevoked ? { revoke: button.value } : {});
      const response = await post(form.action, words, { redirect: "follow" });
      show(new DOMParser().parseFromString(await response.text(), "text/html"), isRevoked);
    } catch (problem) {
      status.textContent = problem.message;
    }
    isAsking = false;
  }

  function show(page, isRevoked) {
    const list = page.querySelector(`[data-draft-link] ${LIST}`);
    if (!list) {
      status.textContent = reason(page);
      return;
    }
    const token = (item) => item.dataset.draftLinkItem;
    const before = panel.querySelector(LIST);
    const known = [...before.children].map(token);
    before.replaceWith(list);
    showCopyButtons(panel);
    const made = [...list.children].find((item) => !known.includes(token(item)));
    status.textContent = isRevoked ? "The link was revoked." : "The link is valid for two weeks.";
    if (made) select(made.querySelector("a"));
    const next = made?.querySelector("[data-draft-link-copy]");
    (next ?? panel.querySelector("[data-draft-link-make]")).focus();
  }

  async function copy(button) {
    const link = button.closest("li").querySelector("a");
    select(link);
    try {
      await navigator.clipboard.writeText(link.href);
      status.textContent = "Copied.";
    } catch {
      // Without permission, or without HTTPS, the older command may still work.
      const isCopied = document.execCommand("copy");
      status.textContent = isCopied ? "Copied." : "The link is selected. Copy it with Ctrl+C.";
    }
  }
}

// Returns why a page has no list of links.
function reason(page) {
  if (page.querySelector("#login-form")) return SIGN_IN;
  return page.querySelector(".messagelist")?.textContent.trim() || UNKNOWN;
}

function showCopyButtons(panel) {
  for (const button of panel.querySelectorAll("[data-draft-link-copy]")) button.hidden = false;
}

function select(link) {
  getSelection().selectAllChildren(link);
}
