// What the map and the search share: the columns of events.js, days, lines of a list. Texts are put in as text, never as markup.
"use strict";
var site = (function () {
  var columns = almenara.events, labels = almenara.labels, DAY = 86400000, SHOWN = 50;
  var dayName = new Intl.DateTimeFormat(labels.language === "es" ? "es" : "en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  var count = new Intl.NumberFormat(labels.language === "es" ? "es" : "en-GB");

  function say(key, values) {
    return Object.keys(values || {}).reduce(function (text, name) {
      return text.split("%" + name).join(values[name]).split("{" + name + "}").join(values[name]);
    }, labels.words[key]);
  }
  var monthName = new Intl.DateTimeFormat(labels.language === "es" ? "es" : "en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
  // A day, a month or a year where no more is known, or the first and last day.
  function when(n) {
    var from = columns.day[n], to = columns.until[n];
    if (from === null || to === null || to === from) { return day(from); }
    var a = new Date(from * DAY), b = new Date(to * DAY), after = new Date((to + 1) * DAY);
    if (a.getUTCDate() === 1 && after.getUTCDate() === 1) {
      if (a.getUTCMonth() === b.getUTCMonth() && a.getUTCFullYear() === b.getUTCFullYear()) { return monthName.format(a); }
      if (a.getUTCMonth() === 0 && b.getUTCMonth() === 11 && a.getUTCFullYear() === b.getUTCFullYear()) { return String(a.getUTCFullYear()); }
    }
    return day(from) + " – " + day(to);
  }
  function day(number) { return number === null ? say("undated") : dayName.format(new Date(number * DAY)); }
  function title(n) {
    var type = labels.types[columns.types[columns.type[n]]], at = columns.places[columns.place[n]];
    // Where no more is known, the country.
    var place = at[0] || (at[1] >= 0 ? country(at[1]) : "");
    return place ? say("title_at", { type: type, place: place }) : type;
  }
  function country(state) { var code = columns.states[state][1]; return labels.countries[code] || code; }
  function stateName(state) { return columns.states[state][0] + (country(state) ? " (" + country(state) + ")" : ""); }
  function line(n) {
    var item = document.createElement("li"), link = document.createElement("a"), about = document.createElement("span");
    link.href = "events/" + columns.page[n] + ".html";
    link.dir = "auto";
    link.textContent = title(n);
    about.className = "quiet";
    var state = columns.places[columns.place[n]][1];
    var status = columns.statuses[columns.status[n]], told = status === "happened" ? [] : [labels.statuses[status] || status];
    about.textContent = [when(n)].concat(told, state >= 0 && columns.states[state][0] ? [stateName(state)] : []).join(" · ");
    item.append(link, about);
    return item;
  }
  // The first events of an order, and how many more there are. The events stand newest first in their columns.
  function list(numbers, all) {
    document.getElementById("list").replaceChildren.apply(document.getElementById("list"), Array.from(numbers).slice(0, SHOWN).map(line));
    document.getElementById("rest").textContent = all > SHOWN ? say("more_n", { n: count.format(all - SHOWN) }) : "";
  }
  return { columns: columns, say: say, day: day, line: line, list: list, count: count, SHOWN: SHOWN };
})();
