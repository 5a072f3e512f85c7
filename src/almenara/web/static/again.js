// A part of a page that says how far work is, looked at again until it is through; without scripts, loading the page does the same.
const shown = document.querySelector("#live");
const look = async () => {
  const answer = await fetch(location.href).catch(() => null);
  if (answer?.ok) {
    const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#live");
    if (now && now.textContent !== shown.textContent) {
      // The element stays, so that a screen reader says what is new in it, and the focus does where it can.
      const at = document.activeElement?.closest("#live a")?.getAttribute("href");
      shown.replaceChildren(...now.childNodes);
      shown.dataset.state = now.dataset.state;
      if (at) shown.querySelector(`a[href="${CSS.escape(at)}"]`)?.focus();
    }
  }
  again();
};
const again = () => shown.dataset.state === "running" && setTimeout(look, Number(shown.dataset.again));
again();
