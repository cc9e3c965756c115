// A card below the text for a file: sent, inserted as soon as it is stored, and described.

import { asBlock, isBesideBlock, paragraphEnd, replacement } from "./figure.js";
import { send } from "./send-file.js";
import { SIGNED_OUT, SIGN_IN, post } from "../desk/server.js";
import { replaceBehind } from "../desk/text.js";

const MAX_BYTES = 50_000_000;
const TOO_LARGE =
  "The file is larger than 50 MB. Put it into a data repository, and link to it.";
const ALT_MISSING = "Describe what the image shows, for readers who cannot see it.";
const CHANGED = "You have changed the image in the text. There, it stays as you wrote it.";

export class Upload {
  constructor(row, name, desk) {
    Object.assign(this, { row, name, desk });
    this.state = "waiting"; // then sending, stored and describing, or failed
    this.problem = ""; // one that holds a save back: "new", then "told"
    this.answer = null; // the server's, about the stored file
    this.snippet = ""; // what was inserted
    this.described = String(this.words);
    const { done, retry, remove, decorative } = this.parts;
    this.part("name").textContent = name;
    this.part("progress").setAttribute("aria-label", `Sending ${name}`);
    done.addEventListener("click", () => this.finish());
    retry.addEventListener("click", () => this.again());
    remove.addEventListener("click", () => this.remove());
    decorative.addEventListener("change", () => this.show(this.said));
    row.addEventListener("keydown", (event) => this.key(event));
    row.addEventListener("focusout", () => setTimeout(() => this.leave()));
  }

  // For a file that is to be sent, and its place in the text.
  static of(file, place, isOwnBlock, ...card) {
    const isImage = file.type.startsWith("image/") || /\.svg$/i.test(file.name);
    const upload = Object.assign(new Upload(...card), { file, place, isOwnBlock, isImage });
    upload.show("Waiting");
    return upload;
  }

  // For an image that is in the text, and not described there.
  static found(snippet, address, ...card) {
    const upload = new Upload(...card);
    upload.store({ address, markdown: snippet, isImage: true });
    upload.show("It is in the text.");
    return upload;
  }

  part(name) {
    return this.row.querySelector(`[data-${name}]`);
  }

  get parts() {
    const names = ["done", "retry", "remove", "alt", "decorative", "caption"];
    return Object.fromEntries(names.map((name) => [name, this.part(name)]));
  }

  get said() {
    return this.part("state").textContent;
  }

  get words() {
    const { alt, decorative, caption } = this.parts;
    if (decorative.checked) return new URLSearchParams({ is_decorative: "on" });
    return new URLSearchParams({ alt: alt.value.trim(), caption: caption.value.trim() });
  }

  get isUnfinished() {
    return ["waiting", "sending", "describing"].includes(this.state);
  }

  get isUndescribed() {
    return this.isImage && !this.parts.alt.value.trim() && !this.parts.decorative.checked;
  }

  // Whether words were typed here that are not in the text yet.
  get hasWords() {
    return this.isImage && String(this.words) !== this.described;
  }

  get isGone() {
    const { area } = this.desk;
    return this.state === "stored" && !this.hasWords && !area.value.includes(this.snippet);
  }

  focus() {
    const { done, retry, remove, alt } = this.parts;
    [retry, alt, done, remove].find((part) => part.checkVisibility() && !part.disabled).focus();
  }

  key(event) {
    if (event.key === "Enter" && event.target.matches("input") && !event.isComposing) {
      event.preventDefault(); // it would save the whole text
      this.finish();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.desk.area.focus();
    }
  }

  // Shows the state, in a sentence or as a problem.
  show(sentence = "", problem = "") {
    const { done, retry, alt, decorative, caption } = this.parts;
    const isFailed = this.state === "failed";
    this.part("progress").hidden = this.state !== "sending";
    this.part("state").textContent = sentence;
    this.part("error").textContent = problem;
    this.part("words").hidden = !this.isImage || isFailed;
    alt.disabled = caption.disabled = decorative.checked;
    done.hidden = !this.isImage || isFailed;
    retry.hidden = !isFailed;
  }

  fail(problem, sentence = "") {
    this.problem = "new";
    this.show(sentence, problem);
    this.desk.changed();
  }

  async send() {
    this.state = this.file.size > MAX_BYTES ? "failed" : "sending";
    if (this.state === "failed") return this.fail(TOO_LARGE);
    this.stop = new AbortController();
    this.part("progress").value = 0;
    this.show("Uploading");
    const progress = (part) => {
      this.part("progress").value = part;
    };
    try {
      const answer = await send(this.desk.address, this.file, progress, this.stop.signal);
      await this.desk.composed();
      if (!this.stop.signal.aborted) this.arrived(answer);
    } catch (problem) {
      if (this.stop.signal.aborted) return undefined;
      this.state = "failed";
      this.fail(problem.message);
    }
    return this.desk.changed();
  }

  again() {
    this.state = "waiting";
    this.show("Waiting");
    this.part("remove").focus();
    this.desk.changed();
  }

  arrived(answer) {
    this.store(answer);
    this.insert(answer.markdown);
    this.show([`${answer.about}.`, answer.note].filter(Boolean).join(" "));
    if (this.hasWords || !answer.isDescribed) this.leave();
    else this.desk.removed(this, `${this.name} is in the text. ${answer.note}`);
  }

  store(answer) {
    Object.assign(this, { state: "stored", answer, snippet: answer.markdown });
    this.isImage = answer.isImage;
    this.problem = "";
    const picture = this.part("picture");
    if (answer.isImage) picture.src = answer.address;
    picture.hidden = !answer.isImage;
  }

  // Writes into the text as if typed.
  insert(markdown) {
    const { area, places } = this.desk;
    places.follow();
    const isFigure = this.isImage && (this.isOwnBlock || this.answer.caption);
    if (isFigure && !this.isOwnBlock) this.place.at = paragraphEnd(area.value, this.place.at);
    const { at } = this.place;
    const { value } = area;
    const code = isFigure || isBesideBlock(value, at)
      ? asBlock(markdown, value.slice(0, at), value.slice(at))
      : markdown;
    replaceBehind(area, at, at, code);
    places.filled(this.place, at, at + code.length);
  }

  // Describes the image when the focus has gone elsewhere.
  leave() {
    const isHere = this.row.contains(document.activeElement);
    if (!isHere && this.hasWords && !this.isUndescribed && this.state === "stored") this.finish();
  }

  // Stores the description, and writes it into the text, now or once the file is stored.
  async finish() {
    if (this.isUndescribed) {
      this.problem = this.hasWords ? "new" : "";
      this.show(this.said, ALT_MISSING);
      this.parts.alt.focus();
    } else if (["waiting", "sending"].includes(this.state)) {
      this.desk.next(this);
    } else if (!this.hasWords) {
      this.desk.removed(this);
    } else if (this.state === "stored") {
      this.state = "describing";
      this.problem = "";
      await this.describe(this.words);
    }
  }

  async describe(words) {
    const { said } = this;
    const sent = new URLSearchParams({ ...Object.fromEntries(words), address: this.answer.address });
    try {
      const response = await post(`${this.desk.address}describe/`, sent);
      const { markdown } = await response.json();
      await this.desk.composed();
      this.state = "stored";
      this.described = String(words);
      const isThere = this.rewrite(markdown, Boolean(words.get("caption")));
      if (isThere && !this.hasWords) this.desk.removed(this);
      else this.show(isThere ? said : CHANGED);
      this.desk.changed();
    } catch (problem) {
      this.state = "stored";
      this.fail(problem.status === SIGNED_OUT ? SIGN_IN : problem.message, said);
    }
  }

  // Puts something else in place of what was inserted; returns whether that was found.
  rewrite(markdown, hasCaption) {
    const { area } = this.desk;
    const isThere = area.value.includes(this.snippet);
    while (markdown !== this.snippet) {
      const start = area.value.indexOf(this.snippet);
      if (start < 0) break;
      const end = start + this.snippet.length;
      replaceBehind(area, ...replacement(area.value, start, end, markdown, hasCaption));
    }
    if (isThere) this.snippet = markdown;
    return isThere;
  }

  // Takes the upload out of the text, and from the server if it was new there.
  remove() {
    const { address, area } = this.desk;
    this.stop?.abort();
    if (this.answer) this.rewrite("", false);
    if (this.answer?.isNew && !area.value.includes(this.answer.address)) {
      const session = area.form.elements.session.value;
      const about = new URLSearchParams({ address: this.answer.address, session });
      post(`${address}discard/`, about).catch(() => {
        // It stays in the admin's list, among the unused files.
      });
    }
    this.desk.removed(this);
  }
}
