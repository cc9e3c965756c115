// An upload in the list below the text: sent, described, inserted, or tried again.

import { asBlock, isBesideBlock, paragraphEnd } from "./figure.js";
import { send } from "./send-file.js";
import { SIGNED_OUT, SIGN_IN, post } from "../desk/server.js";
import { replace } from "../desk/text.js";

const MAX_BYTES = 50_000_000;
const TOO_LARGE =
  "The file is larger than 50 MB. Put it into a data repository, and link to it.";
const ALT_MISSING = "Describe what the image shows, for readers who cannot see it.";
const LATER = "It will be inserted once it is uploaded.";

export class Upload {
  constructor(row, file, desk, place, isOwnBlock) {
    Object.assign(this, { row, file, desk, place, isOwnBlock });
    this.state = "waiting"; // then sending, stored or failed
    this.answer = null; // the server's, about the stored file
    this.isWanted = false; // to be inserted once it is uploaded
    this.isImage = file.type.startsWith("image/") || /\.svg$/i.test(file.name);
    const { insert, retry, remove, decorative } = this.parts;
    this.part("name").textContent = file.name;
    this.part("progress").setAttribute("aria-label", `Sending ${file.name}`);
    insert.addEventListener("click", () => this.want());
    retry.addEventListener("click", () => this.again());
    remove.addEventListener("click", () => this.discard());
    decorative.addEventListener("change", () => this.show());
    row.addEventListener("keydown", (event) => this.key(event));
    this.show("Waiting");
  }

  part(name) {
    return this.row.querySelector(`[data-${name}]`);
  }

  get parts() {
    const names = ["insert", "retry", "remove", "alt", "decorative", "caption"];
    return Object.fromEntries(names.map((name) => [name, this.part(name)]));
  }

  get isUnfinished() {
    return this.state === "waiting" || this.state === "sending";
  }

  get isUndescribed() {
    const { alt, decorative } = this.parts;
    return this.isImage && !alt.value.trim() && !decorative.checked;
  }

  // The request for a description, if it is still missing: it stays during the upload.
  get asked() {
    return this.isUndescribed ? this.part("error").textContent : "";
  }

  focus() {
    const { insert, retry, alt } = this.parts;
    if (this.state === "failed") return retry.focus();
    return (this.isImage && !alt.disabled ? alt : insert).focus();
  }

  key(event) {
    if (event.key === "Enter" && event.target.matches("input") && !event.isComposing) {
      event.preventDefault(); // it would save the whole text
      if (this.state !== "failed") this.want();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.desk.area.focus();
    }
  }

  // Shows the state, in a sentence or as a problem.
  show(sentence = "", problem = "") {
    const { insert, retry, alt, decorative } = this.parts;
    this.part("progress").hidden = this.state !== "sending";
    this.part("state").textContent = sentence;
    this.part("error").textContent = problem;
    this.part("words").hidden = !this.isImage || this.state === "failed";
    alt.disabled = decorative.checked;
    insert.hidden = this.state === "failed";
    retry.hidden = this.state !== "failed";
  }

  async send() {
    if (this.file.size > MAX_BYTES) return this.fail(TOO_LARGE);
    this.state = "sending";
    this.stop = new AbortController();
    this.part("progress").value = 0;
    this.show(this.isWanted ? LATER : "Uploading", this.asked);
    const progress = (part) => {
      this.part("progress").value = part;
    };
    try {
      const answer = await send(this.desk.address, this.file, progress, this.stop.signal);
      this.arrived(answer);
    } catch (problem) {
      if (!this.stop.signal.aborted) this.fail(problem.message);
    }
    this.desk.changed();
    return undefined;
  }

  arrived(answer) {
    const { alt, decorative, caption } = this.parts;
    this.state = "stored";
    this.answer = answer;
    this.isImage = answer.isImage;
    if (!answer.isNew && !alt.value && !decorative.checked) {
      alt.value = answer.alt;
      decorative.checked = answer.isDecorative;
      caption.value ||= answer.caption;
    }
    const picture = this.part("picture");
    if (answer.isImage) picture.src = answer.address;
    picture.hidden = !answer.isImage;
    this.show([`${answer.about}.`, answer.note].filter(Boolean).join(" "), this.asked);
    if (this.isWanted) this.want();
  }

  fail(sentence) {
    this.state = "failed";
    this.isWanted = false;
    this.show("", sentence);
    this.desk.changed();
  }

  again() {
    this.state = "waiting";
    this.show("Waiting");
    this.part("remove").focus();
    this.desk.changed();
  }

  // Inserts the upload, now or once it is uploaded.
  async want() {
    const { alt, decorative, caption, insert } = this.parts;
    const said = this.part("state").textContent;
    if (this.isUndescribed) {
      this.isWanted = false;
      this.show(said, ALT_MISSING);
      alt.focus();
      return;
    }
    this.isWanted = true;
    if (this.state !== "stored") {
      this.show(LATER);
      return;
    }
    if (insert.disabled) return;
    insert.disabled = true;
    const { handle } = this.answer;
    const words = new URLSearchParams({ alt: alt.value, caption: caption.value, handle });
    if (decorative.checked) words.set("is_decorative", "on");
    try {
      const response = await post(`${this.desk.address}${this.answer.id}/describe/`, words);
      const { markdown } = await response.json();
      this.put(markdown, Boolean(caption.value.trim()));
      this.desk.removed(this);
    } catch (problem) {
      this.isWanted = false;
      this.show(said, problem.status === SIGNED_OUT ? SIGN_IN : problem.message);
    }
    insert.disabled = false;
  }

  // Writes into the text as if typed, without changing caret, scroll position or focus.
  put(markdown, hasCaption) {
    const { area, places } = this.desk;
    places.follow();
    const isFigure = this.isImage && (this.isOwnBlock || hasCaption);
    if (isFigure && !this.isOwnBlock) this.place.at = paragraphEnd(area.value, this.place.at);
    const { at } = this.place;
    const { selectionStart, selectionEnd, scrollTop, value } = area;
    const focused = document.activeElement;
    const code = isFigure || isBesideBlock(value, at)
      ? asBlock(markdown, value.slice(0, at), value.slice(at))
      : markdown;
    replace(area, at, at, code);
    places.filled(this.place, at, at + code.length);
    const moved = (caret) => (caret < at ? caret : caret + code.length);
    area.setSelectionRange(moved(selectionStart), moved(selectionEnd));
    area.scrollTop = scrollTop;
    if (focused !== area) focused.focus({ preventScroll: true });
  }

  // Removes the upload from the list, and from the server if it was new there.
  discard() {
    this.stop?.abort();
    if (this.answer?.isNew) {
      post(`${this.desk.address}${this.answer.id}/discard/`).catch(() => {
        // It stays in the admin's list, among the unused files.
      });
    }
    this.desk.removed(this);
  }
}
