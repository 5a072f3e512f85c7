// A lot's page says how far it is until it is through; without scripts its link does the same.
const look = async () => {
  const shown = document.querySelector("#lot");
  if (["done", "failed"].includes(shown.dataset.state)) return;
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#lot");
  if (now && now.textContent !== shown.textContent) {
    // The element stays, so that a screen reader says what is new in it.
    shown.replaceChildren(...now.childNodes);
    shown.dataset.state = now.dataset.state;
  }
  setTimeout(look, 1000);
};
setTimeout(look, 500);
