// Search without a server: each word's file of the index is loaded when it is first needed, and lists of events are cut with each other.
"use strict";
(function () {
  var loaded = {}, waiting = {}, field = document.getElementById("words"), turn = 0;

  almenara.shard = function (name, words) { loaded[name] = words; };

  function words(text) {
    var plain = text.normalize("NFD").toLowerCase().replace(/[\u0300-\u036f]/g, "");
    return plain.split(/[^\p{L}\p{N}]+/u).filter(function (word) { return Array.from(word).length > 1; });
  }
  function shard(word) {
    return Array.from(word).slice(0, 2).map(function (c) { return c.codePointAt(0).toString(16); }).join("-");
  }
  function load(name) {
    if (loaded[name] || almenara.shards.indexOf(name) < 0) { return Promise.resolve(loaded[name] || {}); }
    waiting[name] = waiting[name] || new Promise(function (done) {
      var script = document.createElement("script");
      script.src = "../data/search/" + name + ".js";
      script.onload = script.onerror = function () { done(loaded[name] || {}); };
      document.head.append(script);
    });
    return waiting[name];
  }
  function events(gaps) {
    var last = 0;
    return gaps.map(function (gap, n) { last = n ? last + gap : gap; return last; });
  }
  function holding(index, word, beginning) {
    var found = new Set();
    Object.keys(index).forEach(function (known) {
      if (known === word || (beginning && known.startsWith(word))) { events(index[known]).forEach(function (n) { found.add(n); }); }
    });
    return found;
  }
  function search() {
    var asked = words(field.value), now = ++turn, output = document.getElementById("count");
    if (!asked.length) { output.textContent = ""; site.list([], 0); return; }
    Promise.all(asked.map(function (word) { return load(shard(word)); })).then(function (indexes) {
      // Another letter may have been typed meanwhile.
      if (now !== turn) { return; }
      var sets = indexes.map(function (index, n) { return holding(index, asked[n], n === asked.length - 1); });
      sets.sort(function (a, b) { return a.size - b.size; });
      var found = Array.from(sets[0]).filter(function (n) { return sets.every(function (set) { return set.has(n); }); });
      found.sort(function (a, b) { return a - b; });
      output.textContent = found.length ? site.say(found.length === 1 ? "found_one" : "found_n", { n: site.count.format(found.length) }) : site.say("found_none");
      site.list(found, found.length);
    });
  }
  var given = decodeURIComponent(location.hash.slice(1).replace(/%(?![0-9a-fA-F]{2})/g, "%25"));
  field.value = given;
  field.addEventListener("input", function () {
    search();
    history.replaceState(null, "", "#" + encodeURIComponent(field.value));
  });
  document.getElementById("search").addEventListener("submit", function (event) { event.preventDefault(); search(); });
  search();
})();
