/* What is found and in which order. The index is what site_builder/pages/search.py wrote; tests/search/reference.py says
   the same in Python. All words must be there, each somewhere. The first that makes a difference decides:
   1. the marks that were typed are there;  2. the words stand together as typed;  3. a whole word, a beginning, a part;
   4. the field;  5. the text is just that, or begins so;  6. the order of the index. */
(function () {
  "use strict";
  var NONE = 3e4;
  var UNMARKED = 288;
  var APART = 144;
  var PART = 48;
  var FIELD = 4;
  /* Fields, the weightiest first: a product's own name before pages that are called so, what all products are last. */
  var NAME = 0;
  var TITLE = 2;
  var REFS = [5, 4, 6, 6, 6];
  var PLACE = 5;
  var FACT = 7;
  var EVERYTHING = 8;
  var SHORTEST_PART = 3;

  /* Every mark that was typed is there; others may be too: they are typed one after the other. */
  function has(text, needle, from) {
    for (var at = 0; at < needle.full.length; at++) {
      var typed = needle.full[at] === needle.plain[at] ? 0 : bgSearch.marks(needle.full[at]);
      if (typed && (typed & bgSearch.marks(text.full[from + at])) !== typed) return false;
    }
    return true;
  }

  /* Calls `see(place, key)` wherever the text holds it; parts inside words count from three letters on. */
  function look(text, needle, see) {
    var start = needle.plain.length < SHORTEST_PART ? 1 : 0;
    var wanted = (start ? " " : "") + needle.plain;
    for (var at = text.plain.indexOf(wanted); at >= 0; at = text.plain.indexOf(wanted, at + 1)) {
      var from = at + start;
      var to = from + needle.plain.length;
      var key = text.plain[from - 1] !== " " ? 2 * PART : text.plain[to] !== " " ? PART : 0;
      if (from > 1 && text.plain[from - 2] !== "\n") key += 2;
      else if (to < text.plain.length - 1 && text.plain[to + 1] !== "\n") key += 1;
      see(from, has(text, needle, from) ? key : key + UNMARKED);
    }
  }

  /* All words together, then, where there are several, each of them. */
  function needles(query) {
    var read = bgSearch.read(query);
    var words = [];
    read.plain.replace(/\S+/g, function (word, at) {
      words.push({ plain: word, full: read.full.slice(at, at + word.length) });
    });
    return words.length < 2 ? words : [{ plain: read.plain.trim(), full: read.full.trim() }].concat(words);
  }

  function entry(row, section, add) {
    return {
      sort: section[0],
      label: section[1],
      prefix: section[2],
      name: row[1],
      title: row[0],
      own: add(row[0] + (row[2] ? "|" + row[2] : "")),
      photo: row[3],
      refs: row[4] || [],
      places: add(row[5]),
      facts: add(row[6]),
      state: row[7] || 0,
      stars: row[8] || 0,
      until: row[9] || "",
      lang: row[10] || "",
      texts: [],
      fields: [],
    };
  }

  /* What names an entry in addresses. */
  function name(entry) {
    return entry.name || bgSearch.fold(entry.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  }

  function address(entry) {
    return entry.prefix + name(entry) + ".html";
  }

  /* The address of its small picture, "" without one. */
  function picture(entry, photos) {
    return entry.photo ? photos + (entry.photo[0] === "-" ? name(entry) : "") + entry.photo : "";
  }

  /* What an entry can be found by: numbers of texts, and of the field that each stands in. */
  function tell(entry, entries) {
    var isProduct = entry.sort === "product";

    function lend(texts, field, then) {
      texts.forEach(function (text, at) {
        entry.texts.push(text);
        entry.fields.push(at ? field + then : field);
      });
    }
    lend(entry.own, isProduct ? NAME : TITLE, 1);
    lend(entry.places, PLACE, 0);
    lend(entry.facts, FACT, 0);
    entry.refs.forEach(function (ref, at) {
      if (ref >= 0) lend(entries[ref].own, REFS[at], 0);
    });
    if (isProduct) lend(entries[entries.length - 1].own, EVERYTHING, 0);
    entry.place = entry.refs[0] >= 0 ? entries[entry.refs[0]].title : "";
  }

  function open(data) {
    var raw = [];
    var entries = [];
    var starts = [0];
    function add(joined) {
      return (joined ? joined.split("|") : []).map(function (text) {
        return raw.push(text) - 1;
      });
    }
    data.sections.forEach(function (section) {
      for (var left = section[3]; left > 0; left--) entries.push(entry(data.rows[entries.length], section, add));
    });
    entries.forEach(function (each) {
      tell(each, entries);
    });
    var all = bgSearch.read(raw.join("\n"));
    for (var end = all.plain.indexOf("\n"); end >= 0; end = all.plain.indexOf("\n", end + 1)) starts.push(end + 1);
    return { data: data, entries: entries, raw: raw, all: all, starts: starts };
  }

  /* How well each text holds it. */
  function measure(index, needle) {
    var levels = new Int16Array(index.raw.length).fill(NONE);
    var text = 0;
    look(index.all, needle, function (at, key) {
      while (index.starts[text + 1] <= at) text++;
      if (key < levels[text]) levels[text] = key;
    });
    return levels;
  }

  /* The best of an entry's texts: which, or -1. What all products are counts as a whole word alone. */
  function best(entry, levels) {
    var found = -1;
    var least = NONE;
    for (var at = 0; at < entry.texts.length; at++) {
      var key = levels[entry.texts[at]];
      var field = entry.fields[at];
      if (key === NONE || (field === EVERYTHING && key % APART >= PART)) continue;
      if (key + field * FIELD < least) {
        least = key + field * FIELD;
        found = at;
      }
    }
    return found;
  }

  function rank(entry, measured) {
    var worst = -1;
    var least = NONE;
    for (var at = 0; at < measured.length; at++) {
      var text = best(entry, measured[at]);
      var key = text < 0 ? NONE : measured[at][entry.texts[text]] + entry.fields[text] * FIELD;
      if (!at) least = key;
      else worst = Math.max(worst, key);
    }
    return worst < 0 ? least : Math.min(least, worst + APART);
  }

  /* `entries` in their order. `reason(entry)` is its text that holds the words, or the first of them that its title does
     not hold; "" where the title holds all. */
  function find(index, query) {
    var measured = needles(query).map(measure.bind(null, index));
    var size = index.entries.length;
    var keys = [];
    index.entries.forEach(function (entry, at) {
      var key = entry.prefix !== null && measured.length ? rank(entry, measured) : NONE;
      if (key < NONE) keys.push(key * size + at);
    });
    return {
      entries: Array.from(Float64Array.from(keys).sort(), function (key) {
        return index.entries[key % size];
      }),
      reason: function (entry) {
        var all = best(entry, measured[0]);
        var held = all < 0 ? measured.slice(1).map(best.bind(null, entry)) : [all];
        var other = held.find(function (at) {
          return at > 0 && entry.fields[at] !== EVERYTHING;
        });
        return other ? index.raw[entry.texts[other]] : "";
      },
    };
  }

  /* Where a text holds it: beginnings of words rather than parts, and with the typed marks rather than without. */
  function spans(read, needle) {
    var found = [];
    look(read, needle, function (at, key) {
      found.push([at, at + needle.plain.length, (key >= UNMARKED ? 2 : 0) + (key % APART >= 2 * PART ? 1 : 0)]);
    });
    return found.filter(function (span) {
      return found.every(function (other) {
        return span[2] <= other[2];
      });
    });
  }

  /* A text in pieces, [text, is it what was typed]: all words together where they are, else each. */
  function pieces(text, query) {
    var composed = text.normalize("NFC");
    var from = [];
    var all = needles(query).map(spans.bind(null, bgSearch.read(composed, from)));
    var lit = [];
    var found = [];
    (all.length && all[0].length ? all[0] : [].concat.apply([], all)).forEach(function (span) {
      for (var at = from[span[0]]; at < from[span[1]]; at++) lit[at] = true;
    });
    for (var at = 0; at < composed.length; at++) {
      var last = found[found.length - 1];
      if (last && last[1] === !!lit[at]) last[0] += composed[at];
      else found.push([composed[at], !!lit[at]]);
    }
    return found;
  }

  bgSearch.address = address;
  bgSearch.picture = picture;
  bgSearch.open = open;
  bgSearch.find = find;
  bgSearch.pieces = pieces;
})();
