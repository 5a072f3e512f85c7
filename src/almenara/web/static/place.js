// The choice of a place comes into the event's page when it is opened, and the map when it is asked for: both do without until then.
const panel = document.querySelector("#placing");

const load = (tag, attributes) =>
  new Promise((done, failed) => {
    const made = Object.assign(document.createElement(tag), attributes, { onload: done, onerror: failed });
    document.head.append(made);
  });

const wire = (choice) => {
  const part = choice.querySelector("#map-part");
  if (!part) return;
  part.hidden = false;
  part.querySelector("#open-map").addEventListener("click", async (event) => {
    const map = part.querySelector("#map");
    event.target.disabled = true;
    map.hidden = false;
    try {
      await Promise.all([
        window.maplibregl ?? load("script", { src: "/map/maplibre-gl.js" }),
        load("link", { rel: "stylesheet", href: "/map/maplibre-gl.css" }),
      ]);
      const { draw } = await import("./map.js");
      draw(choice, map);
      part.querySelector("#map-more").hidden = false;
    } catch {
      map.textContent = map.dataset.failed;
    }
  });
  // Another name is looked for without leaving the event's page.
  choice.querySelector("form.look")?.addEventListener("submit", (event) => {
    if (!panel) return;
    event.preventDefault();
    bring(event.target.elements.name.value);
  });
};

const bring = async (name) => {
  const address = new URL(panel.dataset.from, location.href);
  if (name) address.searchParams.set("name", name);
  const answer = await fetch(address);
  if (!answer.ok) return;
  // Our own server's page, in which all words are escaped; nothing of it runs.
  const choice = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#place-choice");
  document.querySelector("#placing-here").replaceChildren(choice);
  wire(choice);
  if (name) choice.querySelector("form.look input").focus();
};

panel?.addEventListener("toggle", () => {
  if (panel.open && !document.querySelector("#place-choice")) bring();
});
const alone = document.querySelector("#place-choice");
if (alone) wire(alone);
