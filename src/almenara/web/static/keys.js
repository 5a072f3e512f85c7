// Keys of the event page, the queue and the sheet of clear events. None is taken while somebody types, and none together with Ctrl, Alt or Meta: those belong to the browser.
// Single keys can be switched off, for those who speak to their machine (WCAG 2.1.4); the browser remembers it.
import "./place.js";
import { choosing, startChoosing } from "./evidence.js";
import { acceptAll, sheet, toggle } from "./sheet.js";

const typing = (target) => target.closest("input, select, textarea, [contenteditable]") !== null;
const field = () => document.activeElement?.closest(".field");

// Open what holds a form, and go to its first control.
const open = (details, selector) => {
  const found = document.querySelector(details);
  found?.setAttribute("open", "");
  found?.querySelector(selector)?.focus();
};

// Go to the field of a key; where several share it, to the one after the present one.
const toField = (key) => {
  const all = [...document.querySelectorAll(`.field[data-key="${key}"]`)];
  const at = all.indexOf(field());
  all[(at + 1) % all.length]?.focus();
};

const acts = {
  a: () => (sheet ? acceptAll() : document.querySelector("#accept")?.requestSubmit()),
  l: () => document.querySelector("#clear-link")?.click(),
  u: () => document.querySelector("#undo")?.requestSubmit(),
  r: () => document.querySelector("#reject input[name=why]")?.focus(),
  n: () => open("#correct", "#note input[name=why]"),
  f: () => open("#correct", "#flag input[name=why]"),
  j: () => document.querySelector("#next")?.click(),
  k: () => document.querySelector("#previous")?.click(),
  c: () => {
    const name = field()?.dataset.field ?? "type";
    const edits = { type: "type", status: "status", date: "date", place: "place" }[name] ?? "figure";
    const choice = document.querySelector("#correct [data-edits=figure] select");
    if (edits === "figure" && choice && name !== "who") choice.value = name;
    open("#correct", `[data-edits=${edits}] :is(select, input:not([type=hidden]))`);
  },
  e: () => startChoosing(field()?.dataset.field),
  o: () => {
    const found = document.querySelector("#placing");
    found?.setAttribute("open", "");
    found?.querySelector("summary")?.focus();
  },
  b: () => {
    const found = document.querySelector("#alike");
    found?.setAttribute("open", "");
    found?.querySelector("a")?.focus();
  },
  "?": () => document.querySelector("#help")?.showModal(),
};
for (const key of ["t", "s", "d", "p", "w", "m"]) acts[key] = () => toField(key);
for (let n = 0; n <= 9; n++) acts[n] = () => (sheet ? toggle(n || 10) : field()?.querySelector(`.said li:nth-child(${n}) form`)?.requestSubmit());

const isOff = () => localStorage.getItem("keys") === "off";
const button = document.querySelector("#keys-switch");
const showSwitch = () => button && (button.textContent = isOff() ? button.dataset.on : button.dataset.off);
button?.addEventListener("click", () => {
  localStorage.setItem("keys", isOff() ? "on" : "off");
  showSwitch();
});
showSwitch();

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && typing(event.target)) event.target.blur();
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || typing(event.target)) return;
  if (isOff() || choosing() || document.querySelector("dialog[open]")) return;
  const act = acts[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

// The evidence of a field stands out by style alone; a long text is also brought to where its first words stand.
document.querySelector("#values")?.addEventListener("focusin", (event) => {
  const name = event.target.closest(".field")?.dataset.field;
  const marks = { type: ".trigger", status: ".cue, .trigger", who: ".agent, .target, .participant, .instrument" }[name] ?? `.${name}`;
  document.querySelector(`.text :is(${marks})`)?.scrollIntoView({ block: "nearest" });
});

// What a type means, beside its choice.
document.querySelector("#type-choice")?.addEventListener("change", async (event) => {
  const shown = document.querySelector("#definition");
  const answer = await fetch(shown.dataset.from + encodeURIComponent(event.target.value));
  // Our own server's piece of a page, in which all words are escaped; nothing of it runs.
  if (answer.ok) shown.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
});
