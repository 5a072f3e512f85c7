// Choosing words of a report as the evidence of a field: by the mouse at any time, by arrow keys after `e`.
// Offsets are sent in characters, as the server counts them; scripts count UTF-16 units, of which some characters take two.
const form = document.querySelector("#choose form");
const texts = [...document.querySelectorAll(".texts .text")];
const announce = document.querySelector("#announce");
let cursor = null; // { text, words: [[start, end], ...], first, last } while words are chosen by keys

const characters = (words) => [...words].length;

// Where a range begins and ends in a text, in characters.
const placeOf = (range, text) => {
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const start = characters(before.toString());
  return [start, start + characters(range.toString())];
};

// The range of UTF-16 offsets in a text.
const rangeOf = (text, start, end) => {
  const range = document.createRange();
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let at = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.data.length;
    if (!begun && start < at + length) {
      range.setStart(node, start - at);
      begun = true;
    }
    if (begun && end <= at + length) {
      range.setEnd(node, end - at);
      break;
    }
    at += length;
  }
  return range;
};

const fill = (range, text) => {
  const [start, end] = placeOf(range, text);
  form.elements.start.value = start;
  form.elements.end.value = end;
  form.elements.words.value = range.toString();
  form.elements.report.value = text.closest("[data-report]").dataset.report;
};

export const choosing = () => cursor !== null;

const show = () => {
  const { text, words, first, last } = cursor;
  const range = rangeOf(text, words[first][0], words[last][1]);
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
  announce.textContent = range.toString();
};

const enter = (text) => {
  const words = [...text.textContent.matchAll(/[\p{L}\p{N}]+(?:[.,'’-][\p{L}\p{N}]+)*/gu)].map((m) => [m.index, m.index + m[0].length]);
  if (words.length === 0) return;
  cursor = { text, words, first: 0, last: 0 };
  const marked = text.querySelector("mark.trigger");
  if (marked) {
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEndBefore(marked);
    const at = before.toString().length;
    cursor.first = cursor.last = Math.max(0, words.findIndex(([, end]) => end > at));
  }
  text.tabIndex = -1;
  text.focus();
  show();
};

const leave = () => {
  cursor = null;
  announce.classList.remove("on");
  announce.textContent = "";
};

export const startChoosing = (field) => {
  if (!form || texts.length === 0) return;
  if (field && field !== "who") form.elements.field.value = field;
  if (field === "who") form.elements.field.value = "agent";
  announce.classList.add("on");
  enter(texts[0]);
  announce.textContent = announce.dataset.choosing;
};

// The word on the line above or below that is nearest.
const onLine = (step) => {
  const { text, words, first } = cursor;
  const here = rangeOf(text, ...words[first]).getBoundingClientRect();
  let best = first;
  let least = Infinity;
  words.forEach(([start, end], n) => {
    if (step < 0 ? n >= first : n <= first) return;
    const there = rangeOf(text, start, end).getBoundingClientRect();
    const down = (there.top - here.top) * step;
    const far = down * 10 + Math.abs(there.left - here.left);
    if (down > here.height / 2 && far < least) [best, least] = [n, far];
  });
  return best;
};

document.addEventListener(
  "keydown",
  (event) => {
    if (!cursor || event.ctrlKey || event.altKey || event.metaKey) return;
    const { words } = cursor;
    const move = (first, last) => {
      cursor.first = Math.max(0, Math.min(first, words.length - 1));
      cursor.last = Math.max(cursor.first, Math.min(last, words.length - 1));
      show();
    };
    const { first, last } = cursor;
    switch (event.key) {
      case "ArrowRight":
        event.shiftKey ? move(first, last + 1) : move(last + 1, last + 1);
        break;
      case "ArrowLeft":
        event.shiftKey ? move(first, last - 1) : move(first - 1, first - 1);
        break;
      case "ArrowDown":
      case "ArrowUp": {
        const found = onLine(event.key === "ArrowDown" ? 1 : -1);
        move(found, found);
        break;
      }
      case "Tab":
        enter(texts[(texts.indexOf(cursor.text) + (event.shiftKey ? texts.length - 1 : 1)) % texts.length]);
        break;
      case "Enter": {
        fill(document.getSelection().getRangeAt(0), cursor.text);
        leave();
        form.closest("details").open = true;
        form.querySelector("button").focus();
        break;
      }
      case "Escape":
        leave();
        document.getSelection().removeAllRanges();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

// Words that are selected by the mouse, or by a screen reader's own means, come into the form by themselves.
document.addEventListener("selectionchange", () => {
  if (cursor || !form) return;
  const selection = document.getSelection();
  if (selection.rangeCount === 0 || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const text = texts.find((one) => one.contains(range.startContainer) && one.contains(range.endContainer));
  if (!text || range.toString().trim() === "") return;
  fill(range, text);
  form.closest("details").open = true;
});
// Typed words stand wherever the server finds them.
form?.elements.words.addEventListener("input", () => {
  form.elements.start.value = form.elements.end.value = "";
});
form?.elements.report.addEventListener("change", () => {
  form.elements.start.value = form.elements.end.value = "";
});
