// Counts of the queue's views, told by the server whenever they change, until the session ends.
const views = document.querySelector("[data-live]");

if (views && "EventSource" in window) {
  const most = Number(views.dataset.most);
  const written = new Intl.NumberFormat(document.documentElement.lang);
  const told = new EventSource(views.dataset.live);
  told.addEventListener("message", (message) => {
    for (const [view, count] of Object.entries(JSON.parse(message.data))) {
      const place = views.querySelector(`[data-count="${CSS.escape(view)}"]`);
      if (place) place.textContent = count > most ? views.dataset.more : written.format(count);
    }
  });
  told.addEventListener("end", () => told.close());
  addEventListener("pagehide", () => told.close());
}
