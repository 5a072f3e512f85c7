// The map: events are counted by place in one pass over their columns, places gathered into circles by how near they are drawn to each other.
// A hundred thousand events take a few milliseconds, so that the sliders follow the finger.
"use strict";
(function () {
  var columns = site.columns, size = columns.page.length, places = columns.places;
  var CELL = 46, FIRST_PLAYED_DAYS = 30, OF_POPUP = 12, TOP = 10;
  var byId = function (id) { return document.getElementById(id); };
  var from = byId("from"), to = byId("to"), type = byId("type"), state = byId("state"), status = byId("status"), play = byId("play");

  var FACTS = ["happened", "ongoing"], ANNOUNCED = ["planned", "called_for", "threatened"];
  var toldAs = columns.statuses.map(function (name) { return FACTS.indexOf(name) >= 0 ? "facts" : ANNOUNCED.indexOf(name) >= 0 ? "announced" : "unsure"; });
  // The sliders span what is told as having happened: one event of long ago, remembered in the news, would leave the rest a hair's breadth.
  var told = columns.day.filter(function (day, n) { return day !== null && toldAs[columns.status[n]] === "facts"; });
  var days = told.length ? told : columns.day.filter(function (day) { return day !== null; });
  var first = days.reduce(function (a, b) { return Math.min(a, b); }, Infinity), last = days.reduce(function (a, b) { return Math.max(a, b); }, -Infinity);
  if (!days.length) { first = last = 0; }
  // Undated events have no day in the typed column: they are shown while the sliders stand at both ends. At an end, what lies beyond it is shown too.
  var NO_DAY = -2147483648;
  var dayOf = Int32Array.from(columns.day, function (day) { return day === null ? NO_DAY : day; });
  var typeOf = Uint16Array.from(columns.type), placeOf = Uint32Array.from(columns.place);
  var stateOf = Int32Array.from(places, function (place) { return place[1]; });
  var drawn = Uint8Array.from(places, function (place) { return place[2] === null ? 0 : 1; });
  // Places on Mercator's square, 0 to 1.
  var xs = Float64Array.from(places, function (place) { return (place[3] + 180) / 360; });
  var ys = Float64Array.from(places, function (place) {
    var angle = Math.max(-85, Math.min(85, place[2])) * Math.PI / 180;
    return 0.5 - Math.log(Math.tan(Math.PI / 4 + angle / 2)) / (2 * Math.PI);
  });
  [from, to].forEach(function (slider) { slider.min = first; slider.max = last; });
  from.defaultValue = from.value = first; to.defaultValue = to.value = last;

  var counts = new Uint32Array(places.length), fitting = new Uint32Array(size), fitted = 0;
  function fits(low, high, kind, where, told, n) {
    var day = dayOf[n];
    return (!told || toldAs[columns.status[n]] === told) && (kind < 0 || typeOf[n] === kind) && (where < 0 || stateOf[placeOf[n]] === where) &&
      (day === NO_DAY ? low === first && high === last : (low === first || day >= low) && (high === last || day <= high));
  }
  function count() {
    var low = Number(from.value), high = Number(to.value), onMap = 0;
    var kind = type.value ? columns.types.indexOf(type.value) : -1, where = state.value ? Number(state.value) : -1;
    counts.fill(0); fitted = 0;
    for (var n = 0; n < size; n++) {
      if (fits(low, high, kind, where, status.value, n)) {
        fitting[fitted++] = n;
        if (drawn[placeOf[n]]) { counts[placeOf[n]]++; onMap++; }
      }
    }
    byId("from-day").textContent = site.day(low);
    byId("to-day").textContent = site.day(high);
    byId("count").textContent = site.say("shown_n", { n: site.count.format(fitted), all: site.count.format(size), m: site.count.format(onMap) });
    site.list(fitting.subarray(0, Math.min(fitted, site.SHOWN)), fitted);
  }
  function circles(zoom) {
    var across = 512 * Math.pow(2, zoom) / CELL, cells = new Map();
    for (var p = 0; p < places.length; p++) {
      if (!counts[p]) { continue; }
      var key = Math.floor(xs[p] * across) * 67108864 + Math.floor(ys[p] * across), cell = cells.get(key);
      if (!cell) { cells.set(key, cell = { n: 0, lon: 0, lat: 0, places: [] }); }
      cell.n += counts[p]; cell.lon += places[p][3] * counts[p]; cell.lat += places[p][2] * counts[p];
      cell.places.push(p);
    }
    // The large ones first, so that small ones near them stay to be seen and touched.
    return Array.from(cells.values(), function (cell) {
      return { n: cell.n, at: [cell.lon / cell.n, cell.lat / cell.n], places: cell.places, radius: Math.min(44, 7 + 3.2 * Math.pow(cell.n, 0.37)) };
    }).sort(function (a, b) { return b.n - a.n; });
  }
  function graticule() {
    var lines = [], n;
    for (n = -180; n <= 180; n += TOP) { lines.push([[n, -80], [n, 80]]); }
    for (n = -80; n <= 80; n += TOP) { lines.push([[-180, n], [180, n]]); }
    return { type: "MultiLineString", coordinates: lines };
  }
  function box() {
    var west = 180, south = 85, east = -180, north = -85;
    places.forEach(function (place) {
      if (place[2] === null) { return; }
      west = Math.min(west, place[3]); east = Math.max(east, place[3]); south = Math.min(south, place[2]); north = Math.max(north, place[2]);
    });
    return west > east ? [[-120, -40], [20, 40]] : [[west - 1, Math.max(-80, south - 1)], [east + 1, Math.min(80, north + 1)]];
  }
  function source(data) { return { type: "geojson", data: data }; }

  // Circles and their numbers are drawn on a picture of their own above the map: letters of a map would have to be fetched, and a source
  // of the map would be cut up anew by a worker at each move of a slider.
  var map = null, ready = false, drawnCircles = [], layer = document.createElement("canvas"), pen = layer.getContext("2d");
  layer.className = "circles";
  function draw() {
    if (ready) { drawnCircles = circles(map.getZoom()); paint(); }
  }
  function paint() {
    var box = map.getContainer(), ratio = window.devicePixelRatio || 1, width = box.clientWidth, height = box.clientHeight;
    if (layer.width !== Math.round(width * ratio) || layer.height !== Math.round(height * ratio)) {
      layer.width = Math.round(width * ratio); layer.height = Math.round(height * ratio);
    }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.font = "600 12px system-ui, sans-serif"; pen.textAlign = "center"; pen.textBaseline = "middle"; pen.lineWidth = 1.5; pen.strokeStyle = "#ffffff";
    drawnCircles.forEach(function (circle) {
      var point = circle.point = map.project(circle.at), reach = circle.radius;
      if (point.x < -reach || point.y < -reach || point.x > width + reach || point.y > height + reach) { return; }
      pen.fillStyle = "rgba(154, 52, 18, 0.88)";
      pen.beginPath(); pen.arc(point.x, point.y, reach, 0, 2 * Math.PI); pen.fill(); pen.stroke();
      pen.fillStyle = "#ffffff";
      pen.fillText(site.count.format(circle.n), point.x, point.y + 0.5);
    });
  }
  function under(point) {
    return drawnCircles.slice().reverse().find(function (circle) { return circle.point && circle.point.dist(point) <= circle.radius; });
  }
  function refresh() { count(); draw(); }
  function open(circle) {
    var list = document.createElement("ul"), known = new Set(circle.places), found = 0;
    if (known.size > 1 && map.getZoom() < TOP) {
      map.easeTo({ center: circle.at, zoom: map.getZoom() + 2 });
      return;
    }
    for (var n = 0; n < fitted && found < OF_POPUP; n++) {
      if (known.has(placeOf[fitting[n]])) { list.append(site.line(fitting[n])); found++; }
    }
    if (circle.n > found) {
      var more = document.createElement("li");
      more.textContent = site.say("more_n", { n: site.count.format(circle.n - found) });
      list.append(more);
    }
    new maplibregl.Popup({ maxWidth: "20rem" }).setLngLat(circle.at).setDOMContent(list).addTo(map);
  }
  function noMap() {
    var note = document.createElement("p");
    note.textContent = site.say("no_map");
    byId("map").className = "none";
    byId("map").replaceChildren(note);
  }
  try {
    map = new maplibregl.Map({
      container: "map", bounds: box(), fitBoundsOptions: { padding: 30, maxZoom: 6 }, maxZoom: 14, dragRotate: false, pitchWithRotate: false, fadeDuration: 0,
      attributionControl: { compact: false, customAttribution: "Natural Earth · GeoNames" },
      locale: { "Map.Title": site.say("map"), "NavigationControl.ZoomIn": site.say("zoom_in"), "NavigationControl.ZoomOut": site.say("zoom_out"), "Popup.Close": site.say("close") },
      style: {
        version: 8,
        sources: {
          land: source({ type: "Feature", properties: {}, geometry: almenara.land }), lines: source({ type: "Feature", properties: {}, geometry: graticule() })
        },
        layers: [
          { id: "sea", type: "background", paint: { "background-color": "#eef3f6" } },
          { id: "lines", type: "line", source: "lines", paint: { "line-color": "#d5dde2", "line-width": 1 } },
          { id: "land", type: "fill", source: "land", paint: { "fill-color": "#fbfaf5" } },
          { id: "shore", type: "line", source: "land", paint: { "line-color": "#9aa3aa", "line-width": 0.8 } }
        ]
      }
    });
    map.touchZoomRotate.disableRotation();
    map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-left");
    map.getCanvasContainer().append(layer);
    map.on("load", function () { ready = true; draw(); byId("map").dataset.ready = "yes"; });
    map.on("zoomend", draw);
    map.on("render", function () { if (ready) { paint(); } });
    map.on("click", function (event) { var circle = under(event.point); if (circle) { open(circle); } });
    map.on("mousemove", function (event) { map.getCanvas().style.cursor = under(event.point) ? "pointer" : ""; });
  } catch (error) {
    noMap();
  }

  var asked = false, timer = null;
  function soon() {
    if (!asked) { asked = true; requestAnimationFrame(function () { asked = false; refresh(); }); }
  }
  function stop() { clearInterval(timer); timer = null; play.textContent = site.say("play"); }
  from.addEventListener("input", function () { stop(); if (Number(from.value) > Number(to.value)) { to.value = from.value; } soon(); });
  to.addEventListener("input", function () { stop(); if (Number(to.value) < Number(from.value)) { from.value = to.value; } soon(); });
  [type, state, status].forEach(function (choice) { choice.addEventListener("change", soon); });
  byId("filters").addEventListener("submit", function (event) { event.preventDefault(); });
  byId("filters").addEventListener("reset", function () { stop(); setTimeout(soon, 0); });
  play.addEventListener("click", function () {
    if (timer) { stop(); return; }
    var width = Math.max(1, Math.min(FIRST_PLAYED_DAYS, last - first)), step = Math.max(1, Math.ceil((last - first) / 120)), low = first;
    play.textContent = site.say("pause");
    timer = setInterval(function () {
      from.value = low; to.value = Math.min(last, low + width); refresh();
      low += step;
      if (low + width > last + step) { stop(); }
    }, 250);
  });
  count();
})();
