// A map without any other host: a grid of degrees, the towns that the server's gazetteer knows, the candidates, and the point to be moved.
// How near to begin, by how precise the point is: the point of a state may lie far from its towns.
const ZOOMS = { exact: 11, populated_place: 8, admin2: 7, admin1: 4.5, country: 3.5 };

const lines = (step) => {
  const made = [];
  for (let lon = -180; lon <= 180; lon += step) made.push([[lon, -85], [lon, 85]]);
  for (let lat = -80; lat <= 80; lat += step) made.push([[-180, lat], [180, lat]]);
  return { type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates: made } };
};

const label = (words, kind) => {
  const made = document.createElement("span");
  made.className = `map-label ${kind}`;
  made.textContent = words;
  return made;
};

export const draw = (choice, container) => {
  const form = choice.querySelector("#point");
  const candidates = [...choice.querySelectorAll(".candidates li")].map((item) => ({
    name: item.dataset.name,
    at: [Number(item.dataset.lon), Number(item.dataset.lat)],
  }));
  const given = form && form.elements.lat.value !== "" ? [Number(form.elements.lon.value), Number(form.elements.lat.value)] : null;
  const middle = given ?? candidates[0]?.at ?? [0, 0];
  const map = new maplibregl.Map({
    container,
    center: middle,
    zoom: given || candidates.length ? (ZOOMS[form?.elements.precision.value] ?? 7) : 1,
    attributionControl: false,
    locale: { "Map.Title": container.dataset.label },
    style: {
      version: 8,
      sources: {
        far: { type: "geojson", data: lines(10) },
        near: { type: "geojson", data: lines(1) },
        towns: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
      },
      layers: [
        { id: "ground", type: "background", paint: { "background-color": "#f6f5f1" } },
        { id: "near", type: "line", source: "near", minzoom: 4, paint: { "line-color": "#d8d5cc", "line-width": 1 } },
        { id: "far", type: "line", source: "far", paint: { "line-color": "#b7b3a6", "line-width": 1.5 } },
        { id: "towns", type: "circle", source: "towns", paint: { "circle-radius": 4, "circle-color": "#5a6472" } },
      ],
    },
  });
  container.dataset.map = "drawn";
  for (const { name, at } of candidates)
    new maplibregl.Marker({ element: label(name, "candidate"), anchor: "top", offset: [0, 6] }).setLngLat(at).addTo(map);
  let labels = [];
  const towns = async () => {
    const box = map.getBounds();
    const asked = new URLSearchParams({
      west: Math.max(-180, box.getWest()),
      south: box.getSouth(),
      east: Math.min(180, box.getEast()),
      north: box.getNorth(),
    });
    const answer = await fetch(`/map/towns?${asked}`);
    if (!answer.ok) return;
    const found = await answer.json();
    map.getSource("towns").setData({
      type: "FeatureCollection",
      features: found.map((t) => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [t.lon, t.lat] } })),
    });
    for (const old of labels) old.remove();
    // The largest ones come first; of two that would cover each other the smaller one goes without its name.
    const taken = [];
    labels = [];
    for (const { name, lon, lat } of found) {
      const { x, y } = map.project([lon, lat]);
      if (taken.some((other) => Math.abs(other.x - x) < 90 && Math.abs(other.y - y) < 18)) continue;
      taken.push({ x, y });
      labels.push(new maplibregl.Marker({ element: label(name, "town"), anchor: "top" }).setLngLat([lon, lat]).addTo(map));
    }
    container.dataset.towns = String(found.length);
  };
  map.on("load", towns);
  map.on("moveend", towns);
  if (!form) return;
  const point = new maplibregl.Marker({ draggable: true, color: "#9c2b1f" }).setLngLat(middle).addTo(map);
  // A name needs a role: without one it is not read out.
  point.getElement().setAttribute("role", "img");
  point.getElement().setAttribute("aria-label", form.elements.name.value || container.dataset.label);
  const follow = () => {
    const { lng, lat } = point.getLngLat().wrap();
    form.elements.lat.value = lat.toFixed(5);
    form.elements.lon.value = lng.toFixed(5);
  };
  point.on("dragend", follow);
  choice.querySelector("#to-middle").addEventListener("click", () => {
    point.setLngLat(map.getCenter());
    follow();
  });
  for (const name of ["lat", "lon"])
    form.elements[name].addEventListener("change", () => {
      const [lon, lat] = [Number(form.elements.lon.value), Number(form.elements.lat.value)];
      if (Math.abs(lat) <= 85 && Math.abs(lon) <= 180) {
        point.setLngLat([lon, lat]);
        map.setCenter([lon, lat]);
      }
    });
};
