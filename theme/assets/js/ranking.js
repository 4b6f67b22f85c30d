/* What is found and in which order. The index comes from site_builder/web/search_index.py; tests/search/reference.py is the
   same ranking in Python, for the tests alone. All words must be there, each somewhere. The first that makes a difference decides:
   1. the marks are as typed, or there are more of them;  2. the words stand together as typed;  3. a whole word, a beginning,
   a part;  4. the field;  5. the text is just that, or begins so;  6. the order of the index. Texts of pages ("deep") and what
   was probably meant come from meant.js. */
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
  var LENT = { commune: 5, area: 5, producer: 4, kind: 6, category: 6, group: 6, state: 6, stars: 6, scheme: 6 };
  var PLACE = 5;
  var FACT = 7;
  var EVERYTHING = 8;
  var TEXT = 9;
  var SHORT = 3;
  var ENOUGH = 4;
  var WHOLE = 0;
  var BEGINNING = 1;
  var INSIDE = 2;

  /* 0 where the marks are as typed, and where none was typed; 1 where there are more: they are typed one after the other. */
  function missed(text, needle, from) {
    if (needle.full === needle.plain || text.full.startsWith(needle.full, from)) return 0;
    for (var at = 0; at < needle.full.length; at++) {
      var typed = bgSearch.marks(needle.full[at]);
      if ((typed & bgSearch.marks(text.full[from + at])) !== typed) return 2;
    }
    return 1;
  }

  /* Where the text holds it: every place if a part inside a word counts, beginnings of words otherwise. */
  function places(text, needle) {
    var start = needle.least < INSIDE ? 1 : 0;
    var wanted = (start ? " " : "") + needle.plain;
    var found = [];
    for (var at = text.plain.indexOf(wanted); at >= 0; at = text.plain.indexOf(wanted, at + 1)) found.push(at + start);
    return found;
  }

  /* How well the text holds it at a place. */
  function grade(text, needle, from) {
    var to = from + needle.plain.length;
    var kind = text.plain[from - 1] !== " " ? INSIDE : text.plain[to] !== " " ? BEGINNING : WHOLE;
    var key = PART * kind;
    if (kind > needle.least) return NONE;
    var lacking = missed(text, needle, from);
    if (from > 1 && text.plain[from - 2] !== "\n") key += 2;
    else if (to < text.plain.length - 1 && text.plain[to + 1] !== "\n") key += 1;
    return lacking > 1 ? NONE : key + UNMARKED * lacking;
  }

  /* All words together, then, where there are several, each of them. `least` is what counts as found: a part inside a
     word for what is long enough; of several words the beginning of one, of short ones before the last the whole. */
  function needles(query) {
    var read = bgSearch.read(query);
    var all = { plain: read.plain.trim(), full: read.full.trim(), least: INSIDE };
    var words = [];
    read.plain.replace(/\S+/g, function (word, at) {
      var isLast = at + word.length === read.plain.length - 1;
      var least = isLast || word.length >= SHORT ? BEGINNING : WHOLE;
      words.push({ plain: word, full: read.full.slice(at, at + word.length), least: least });
    });
    if (all.plain.length < SHORT) all.least = BEGINNING;
    return (all.plain ? [all] : []).concat(words.length > 1 ? words : []);
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
      facts: add(row[6], true),
      state: row[7] || 0,
      stars: row[8] || 0,
      until: row[9] || "",
      latest: row[10] || "",
      lang: row[11] || "",
      least: section[0] === "everything" ? WHOLE : BEGINNING,
      texts: [],
      fields: [],
    };
  }

  /* What names an entry in addresses. Without a name of its own it is the title as `slug` in
     site_builder/catalogue/vietnamese.py writes it. */
  function name(entry) {
    return entry.name || bgSearch.fold(entry.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  }

  function address(entry) {
    return entry.prefix + name(entry).replace(/#|$/, ".html$&");
  }

  /* The address of its small picture, "" without one. */
  function picture(entry, photos) {
    return entry.photo ? photos + (entry.photo[0] === "-" ? name(entry) : "") + entry.photo : "";
  }

  /* The state of a product on the day of reading, as its number in `data.states`. */
  function judged(entry, data) {
    var built = data.states[entry.state][0];
    var until = String(entry.until).replace(/(....)(..)(..)/, "$1-$2-$3");
    var now = bgStatus.judge(built, until, bgStatus.today());
    return data.states.findIndex(function (state) {
      return state[0] === now;
    });
  }

  /* What an entry can be found by: numbers of texts, and of the field that each stands in. All that a row lends counts as
     one text, numbered on after the others. */
  function tell(entry, index) {
    var isProduct = entry.sort === "product";

    function add(text, field) {
      entry.texts.push(text);
      entry.fields.push(field);
    }
    function lend(row, field) {
      if (index.lenders.indexOf(row) < 0) index.lenders.push(row);
      add(index.raw.length + index.lenders.indexOf(row), field);
    }
    entry.own.forEach(function (text, at) {
      var isBareName = entry.sort === "commune" && at === 1;
      add(text, isBareName ? NAME : (isProduct ? NAME : TITLE) + (at ? 1 : 0));
    });
    entry.places.forEach(function (text) {
      add(text, isProduct ? PLACE : PLACE - 1);
    });
    entry.facts.forEach(function (text) {
      add(text, FACT);
    });
    entry.refs.forEach(function (ref) {
      lend(index.entries[ref], LENT[index.entries[ref].sort]);
    });
    if (isProduct) lend(index.entries[index.state + judged(entry, index.data)], LENT.state);
    if (isProduct) lend(index.entries[index.entries.length - 1], EVERYTHING);
    entry.place = entry.refs
      .map(function (ref) {
        return index.entries[ref];
      })
      .filter(function (row) {
        return LENT[row.sort] === PLACE;
      })
      .map(function (row) {
        return row.title;
      })
      .join(", ");
  }

  /* Where its lines begin. */
  function starts(plain) {
    var found = [0];
    for (var end = plain.indexOf("\n"); end >= 0; end = plain.indexOf("\n", end + 1)) found.push(end + 1);
    return found;
  }

  function open(data) {
    var index = { data: data, raw: [], isFact: [], entries: [], lenders: [], words: {}, kept: [] };
    function add(joined, isFact) {
      return (joined ? joined.split("|") : []).map(function (text) {
        index.isFact.push(!!isFact);
        return index.raw.push(text) - 1;
      });
    }
    data.sections.forEach(function (section) {
      for (var left = section[3]; left > 0; left--) index.entries.push(entry(data.rows[index.entries.length], section, add));
    });
    index.state = index.entries.findIndex(function (each) {
      return each.sort === "state";
    });
    index.entries.forEach(function (each) {
      tell(each, index);
    });
    index.all = bgSearch.read(index.raw.join("\n"));
    index.starts = starts(index.all.plain);
    return index;
  }

  /* How well a text holds it that is no name: parts inside words do not count, nor short beginnings in facts. */
  function honest(level, least) {
    return Math.floor((level % APART) / PART) > least ? NONE : level;
  }

  /* Of what a row lends the text that holds it best; what all products are counts as a whole word alone. */
  function lent(row, levels) {
    return row.own.reduce(function (best, text) {
      return honest(levels[text], row.least) < honest(levels[best], row.least) ? text : best;
    });
  }

  /* Where the index holds it: among the places of what stood there one letter ago, if that is its beginning, or of all
     words with its first letter, which are looked for once. */
  function placed(index, needle) {
    var letter = needle.plain[0];
    var before = index.kept.find(function (kept) {
      return kept.least >= needle.least && needle.plain.startsWith(kept.plain);
    });
    if (!before && needle.least === INSIDE) return places(index.all, needle);
    if (!before) index.words[letter] = index.words[letter] || places(index.all, { plain: letter, least: BEGINNING });
    return (before ? before.places : index.words[letter]).filter(function (at) {
      return index.all.plain.startsWith(needle.plain, at);
    });
  }

  /* How well each text holds it: `levels`, beside the needle and its places. */
  function measure(index, needle) {
    var levels = new Int16Array(index.raw.length + index.lenders.length).fill(NONE);
    var found = placed(index, needle);
    var text = 0;
    found.forEach(function (at) {
      var level = grade(index.all, needle, at);
      while (index.starts[text + 1] <= at) text++;
      if (index.isFact[text] && needle.plain.length < ENOUGH) level = honest(level, WHOLE);
      if (level < levels[text]) levels[text] = level;
    });
    index.lenders.forEach(function (row, at) {
      levels[index.raw.length + at] = honest(levels[lent(row, levels)], row.least);
    });
    return { plain: needle.plain, full: needle.full, least: needle.least, places: found, levels: levels };
  }

  /* The best of an entry's texts: which, or -1. */
  function best(entry, levels) {
    var found = -1;
    var least = NONE;
    for (var at = 0; at < entry.texts.length; at++) {
      var field = entry.fields[at];
      var level = levels[entry.texts[at]];
      var key = (field < PLACE - 1 ? level : honest(level, BEGINNING)) + field * FIELD;
      if (key < least) {
        least = key;
        found = at;
      }
    }
    return found;
  }

  function rank(entry, measured) {
    var together = NONE;
    var worst = -1;
    for (var at = 0; at < measured.length; at++) {
      var text = best(entry, measured[at]);
      var key = text < 0 ? NONE : measured[at][entry.texts[text]] + entry.fields[text] * FIELD;
      if (at && text < 0) return together;
      if (at) worst = Math.max(worst, key);
      else if (key < UNMARKED) return key;
      else together = key;
    }
    return worst < 0 ? together : Math.min(together, worst + APART);
  }

  /* `entries` in their order. With `deepen`, which adds to the levels of a needle those of further texts, these count too.
     `needles(entry)` are what was found in it: all words together, or each. `reason(entry)` is
     one of its texts, besides the title, that holds what the title does not; "" where the title holds all. What was
     measured is kept for the next letter. */
  function find(index, query, deepen) {
    var wanted = needles(query);
    var kept = wanted.map(function (needle) {
      var same = index.kept.find(function (kept) {
        return kept.full === needle.full && kept.least === needle.least;
      });
      return same || measure(index, needle);
    });
    var measured = kept.map(function (needle) {
      return deepen ? deepen(needle) : needle.levels;
    });
    var size = index.entries.length;
    var keys = [];
    index.entries.forEach(function (entry, at) {
      var key = entry.prefix !== null && wanted.length ? rank(entry, measured) : NONE;
      if (key < NONE) keys.push(key * size + at);
    });

    index.kept = kept;

    function part(list, entry) {
      return best(entry, measured[0]) < 0 ? list.slice(1) : list.slice(0, 1);
    }

    return {
      entries: Array.from(Float64Array.from(keys).sort(), function (key) {
        return index.entries[key % size];
      }),
      needles: part.bind(null, wanted),
      reason: function (entry) {
        var texts = part(measured, entry).map(function (levels) {
          var at = best(entry, levels);
          var row = index.lenders[entry.texts[at] - index.raw.length];
          /* The state and the stars stand in the line of the result anyway. */
          if (at < 1 || (at === 1 && entry.sort === "commune") || entry.fields[at] >= EVERYTHING || (row && /^sta/.test(row.sort))) return -1;
          return row ? lent(row, levels) : entry.texts[at];
        });
        return index.raw[Math.max.apply(null, texts)] || (deepen ? index.said(entry, kept) : "");
      },
    };
  }

  /* Where a text holds it: beginnings of words rather than parts, and with the typed marks rather than without. */
  function spans(read, needle) {
    var found = [];
    places(read, needle).forEach(function (at) {
      var key = grade(read, needle, at);
      if (key < NONE) found.push([at, at + needle.plain.length, 2 * Math.floor(key / UNMARKED) + (key % APART >= INSIDE * PART ? 1 : 0)]);
    });
    return found.filter(function (span) {
      return found.every(function (other) {
        return span[2] <= other[2];
      });
    });
  }

  /* A text in pieces, [text, is it one of what was found]. */
  function pieces(text, needles) {
    var composed = text.normalize("NFC");
    var from = [];
    var read = bgSearch.read(composed, from);
    var lit = [];
    var found = [];
    needles.forEach(function (needle) {
      spans(read, needle).forEach(function (span) {
        for (var at = from[span[0]]; at < from[span[1]]; at++) lit[at] = true;
      });
    });
    for (var at = 0; at < composed.length; at++) {
      var last = found[found.length - 1];
      if (last && last[1] === !!lit[at]) last[0] += composed[at];
      else found.push([composed[at], !!lit[at]]);
    }
    return found;
  }

  bgSearch.judged = judged;
  bgSearch.name = name;
  bgSearch.address = address;
  bgSearch.picture = picture;
  bgSearch.open = open;
  bgSearch.find = find;
  bgSearch.places = places;
  bgSearch.grade = grade;
  bgSearch.honest = honest;
  bgSearch.starts = starts;
  bgSearch.NONE = NONE;
  bgSearch.FACT = FACT;
  bgSearch.TEXT = TEXT;
  bgSearch.pieces = pieces;
})();
