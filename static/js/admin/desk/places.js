// Places in a text while somebody types in it: each moves along with the text around it.

// Where the text has changed: `start` to `end` was replaced with `length` characters.
function change(before, after, caret) {
  const isTyped = after.length - caret <= before.length && before.endsWith(after.slice(caret));
  let tail = isTyped ? after.length - caret : 0;
  const most = Math.min(before.length, after.length) - tail;
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  if (!isTyped) {
    while (tail < most - start && before.at(-tail - 1) === after.at(-tail - 1)) tail += 1;
  }
  return { start, end: before.length - tail, length: after.length - tail - start };
}

export class Places {
  constructor(area) {
    this.area = area;
    this.text = area.value;
    this.all = [];
    area.addEventListener("input", () => {
      if (this.all.length) this.follow(); // comparing a long text takes time
    });
  }

  // Adds a place; what is typed at it comes after it. `at` is its position now.
  add(at) {
    if (this.all.length) this.follow();
    else this.text = this.area.value;
    const place = { at };
    this.all.push(place);
    return place;
  }

  drop(place) {
    this.all = this.all.filter((one) => one !== place);
  }

  follow() {
    const text = this.area.value;
    if (text === this.text) return;
    const { start, end, length } = change(this.text, text, this.area.selectionEnd);
    for (const place of this.all) {
      if (place.at > start) place.at = Math.max(start, place.at + length - (end - start));
    }
    this.text = text;
  }

  // Records that the text of `place` is now from `start` to `end`. Places that were added
  // later move after it, so that files are inserted in their order.
  filled(place, start, end) {
    const later = this.all.slice(this.all.indexOf(place) + 1);
    for (const one of later) {
      if (one.at >= start && one.at < end) one.at = end;
    }
    this.drop(place);
  }
}
