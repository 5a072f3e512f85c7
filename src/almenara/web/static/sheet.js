// A sheet of clear events: accepted together once each of them was in view from its first line to its last.
export const sheet = document.querySelector("#sheet");
const items = [...document.querySelectorAll(".sheet > li")];
const begun = new Set();
const seen = new Set();

if (sheet) {
  // Of each event its heading and its last words are watched; who has had both in view has had all that is between.
  const watched = new IntersectionObserver(
    (changes) => {
      for (const change of changes) {
        if (!change.isIntersecting) continue;
        const item = change.target.closest("li");
        if (change.target.matches("h2")) begun.add(item);
        else if (begun.has(item)) seen.add(item);
      }
    },
    // What the bar at the foot of the window covers is not in view.
    { threshold: 1, rootMargin: `0px 0px -${document.querySelector(".bar").offsetHeight}px 0px` },
  );
  // A key that is pressed again while the answer is on its way sends nothing twice.
  let sent = false;
  sheet.addEventListener("submit", (event) => (sent ? event.preventDefault() : (sent = true)));
  addEventListener("pageshow", () => (sent = false));
  for (const item of items) {
    const end = document.createElement("span");
    end.className = "end";
    item.append(end);
    watched.observe(item.querySelector("h2"));
    watched.observe(end);
  }
}

// Accept what is marked; as long as something was not in view yet, go on to it instead and say so.
export const acceptAll = () => {
  if (!sheet) return;
  const next = items.find((item) => !seen.has(item));
  if (next === undefined) {
    sheet.requestSubmit();
    return;
  }
  // Of one whose first line is in view already the rest follows, as by Page Down; with some lines that were there before.
  if (begun.has(next)) scrollBy(0, innerHeight * 0.75);
  else next.scrollIntoView({ block: "start" });
  const left = items.filter((item) => !seen.has(item)).length;
  const told = document.querySelector("#unseen");
  told.textContent = told.dataset.unseen.replace("{n}", left);
};

// Mark or unmark the n-th event.
export const toggle = (n) => items[n - 1]?.querySelector("input[name=event]")?.click();
