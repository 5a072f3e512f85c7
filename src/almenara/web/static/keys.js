// Keys of the event page. None is taken while somebody types, and none together with Ctrl, Alt or Meta: those belong to the browser.
const typing = (target) => target.closest("input, select, textarea, [contenteditable]") !== null;

const acts = {
  a: () => document.querySelector("#accept")?.requestSubmit(),
  r: () => document.querySelector("#reject input[name=why]")?.focus(),
  n: () => {
    const form = document.querySelector("#note");
    form?.closest("details")?.setAttribute("open", "");
    form?.querySelector("input[name=why]")?.focus();
  },
  j: () => document.querySelector("#next")?.click(),
  k: () => document.querySelector("#previous")?.click(),
  "?": () => document.querySelector("#help")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && typing(event.target)) event.target.blur();
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || typing(event.target)) return;
  const act = acts[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});
