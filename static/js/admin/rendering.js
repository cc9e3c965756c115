// How far rendering all texts again has come; it goes on without this page.

import { get } from "./desk/server.js";

const PAUSE = 1_000; // milliseconds

for (const place of document.querySelectorAll("[data-rendering]")) follow(place);

async function follow(place) {
  const bar = place.parentElement.querySelector("progress");
  while (!bar.hidden) {
    await new Promise((done) => setTimeout(done, PAUSE));
    const response = await get(place.dataset.rendering).catch(() => null);
    if (!response) continue; // it is asked again
    const { said, done, total } = await response.json();
    Object.assign(bar, { max: total, value: done, hidden: done === total });
    if (bar.hidden) place.role = "status"; // only the end is read out
    place.textContent = said;
  }
}
