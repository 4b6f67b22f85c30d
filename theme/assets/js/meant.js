/* When names alone find nothing. For each word what it may stand for is weighed: itself, raw Telex or VNI, an English stem,
   other marks, another spelling of its sound, one letter off, two words run together, a word that says nothing. Of all choices
   that one page holds the cheapest is taken. */
(function () {
  "use strict";
  var ITSELF = 0;
  var KEYS = 1;
  var STEM = 2;
  var MARKS = 3;
  var SOUND = 4;
  var LETTER = 5;
  var WRONG_LETTER = 6;
  var RUN_TOGETHER = 7;
  var ENDING = 8;
  var FILLER = 9;
  var UNKNOWN = 30;
  var FEW = 3;
  var ENOUGH = 4;
  var MOST = 8;
  var CHOICES = 6;
  /* The bits of marks that make another letter: breve, circumflex, horn, bar. A tone alone is more easily missed. */
  var LETTERS = 263;
  var WORD = /[\p{L}\p{N}]+/gu;
  var ENDINGS = [
    ["ies", "y", STEM], ["es", "", STEM], ["s", "", STEM],
    ["ing", "", ENDING], ["ing", "e", ENDING], ["ed", "", ENDING], ["ed", "e", ENDING], ["al", "", ENDING],
  ];
  /* Spellings that are spoken alike somewhere in Việt Nam. */
  var ALIKE = [[/^(gi|r)(?=[aeiouy])/, "d"], [/^x/, "s"], [/^tr/, "ch"], [/^l/, "n"], [/y/g, "i"], [/^ngh/, "ng"], [/^gh/, "g"]];

  function single(plain) {
    return plain.replace(/(.)\1/g, "$1");
  }

  /* What one word for another costs: one letter left out, too many or swapped, or another letter. */
  function distance(typed, word) {
    var longer = word.length - typed.length;
    var at = 0;
    while (at < typed.length && typed[at] === word[at]) at++;
    if (!longer && typed[at] === word[at + 1] && typed[at + 1] === word[at] && typed.slice(at + 2) === word.slice(at + 2)) return LETTER;
    if (typed.slice(at + (longer < 1)) !== word.slice(at + (longer > -1))) return UNKNOWN;
    return at || typed.length > ENOUGH ? (longer ? LETTER : WRONG_LETTER) + !at : UNKNOWN;
  }

  function sound(plain) {
    return ALIKE.reduce(function (said, pair) {
      return said.replace(pair[0], pair[1]);
    }, plain);
  }

  function bitsOf(text) {
    return Array.from(text).reduce(function (bits, letter) {
      return bits | bgSearch.marks(letter);
    }, 0);
  }

  /* A word without its marks, and its marks. */
  function taken(word) {
    return { plain: bgSearch.read(word).plain.trim(), bits: bitsOf(word.normalize("NFC").toLowerCase()) };
  }

  /* A set of rows, one bit each. */
  function noRows(index) {
    return new Uint32Array((index.entries.length >> 5) + 1);
  }

  function addRow(rows, row) {
    rows[row >> 5] |= 1 << (row & 31);
  }

  /* The rows that are in both; null stands for all of them. */
  function both(one, other) {
    if (!one || !other) return one || other;
    var common = new Uint32Array(one.length);
    for (var at = 0; at < one.length; at++) common[at] = one[at] & other[at];
    return common;
  }

  function size(rows) {
    var count = 0;
    for (var at = 0; at < rows.length; at++) for (var bits = rows[at]; bits; bits &= bits - 1) count++;
    return count;
  }

  function isEmpty(rows) {
    for (var at = 0; at < rows.length; at++) if (rows[at]) return false;
    return true;
  }

  /* The words of all pages: by what they are without marks the forms in which they stand. Of each form the rows of which it is
     a name, and further rows in which it stands; whether it begins or ends a name of a page, and so may stand for it alone. */
  function vocabulary(index) {
    var forms = new Map();
    var known = new Map();

    function form(word) {
      if (known.has(word)) return known.get(word);
      var made = taken(word);
      var same = forms.get(made.plain) || [];
      var found = same.find(function (other) {
        return other.bits === made.bits;
      });
      if (!found) {
        found = { plain: made.plain, bits: made.bits, shown: word, named: null, further: [], begins: false, ends: false };
        forms.set(made.plain, same.concat(found));
      }
      if (word === word.toLowerCase()) found.shown = word;
      known.set(word, found);
      return found;
    }
    var lines = index.raw.map(function (text) {
      return (text.normalize("NFC").match(WORD) || []).map(form);
    });

    function stand(line, row, isName) {
      lines[line].forEach(function (word) {
        if (isName) addRow((word.named = word.named || noRows(index)), row);
        else word.further.push(row);
      });
    }
    index.entries.forEach(function (entry, row) {
      if (entry.prefix === null) return;
      entry.texts.forEach(function (text, at) {
        var lender = index.lenders[text - index.raw.length];
        (lender ? lender.own : [text]).forEach(function (line) {
          stand(line, row, entry.fields[at] < bgSearch.FACT);
        });
      });
      entry.own.forEach(function (line) {
        var words = lines[line];
        if (!words.length) return;
        words[0].begins = true;
        words[words.length - 1].ends = true;
      });
    });
    index.texts.words.forEach(function (word, at) {
      var found = form(word);
      found.further = found.further.concat(index.texts.rows[at]);
    });
    return forms;
  }

  /* The words that are names, as they are compared with what was typed. */
  function names(forms) {
    var found = [];
    forms.forEach(function (same, plain) {
      var named = same.filter(function (form) {
        return form.named;
      });
      if (named.length) found.push({ plain: plain, sound: sound(plain), single: single(plain), forms: named });
    });
    return found;
  }

  /* All rows in which a form stands. */
  function rowsOf(index, form) {
    if (form.rows) return form.rows;
    form.rows = form.named ? form.named.slice() : noRows(index);
    form.further.forEach(function (row) {
      addRow(form.rows, row);
    });
    return form.rows;
  }

  /* The words of texts, and the numbers of the rows in which each stands; common words stand in those of all products. */
  function opened(index, groups, common) {
    var products = Array.from(index.entries.keys()).filter(function (row) {
      return index.entries[row].sort === "product";
    });
    var texts = { words: common, rows: common.map(function () { return products; }) };
    groups.forEach(function (group) {
      var row = 0;
      var rows = group.slice(0, -1).map(function (step) {
        return (row += step);
      });
      group[group.length - 1].split(" ").forEach(function (word) {
        texts.words.push(word);
        texts.rows.push(rows);
      });
    });
    texts.all = bgSearch.read(texts.words.join("\n"));
    texts.starts = bgSearch.starts(texts.all.plain);
    return texts;
  }

  /* The words of texts that a needle is or, if it is long enough, begins. */
  function standing(texts, needle, tell) {
    var whole = { plain: needle.plain, full: needle.full, least: needle.plain.length < ENOUGH ? 0 : 1 };
    var word = 0;
    bgSearch.places(texts.all, whole).forEach(function (at) {
      var level = bgSearch.grade(texts.all, whole, at);
      while (texts.starts[word + 1] <= at) word++;
      if (bgSearch.honest(level, whole.least) < bgSearch.NONE) tell(word, level);
    });
  }

  function deepen(index, needle) {
    if (needle.deep) return needle.deep;
    var first = index.raw.length + index.lenders.length;
    var levels = new Int16Array(first + index.entries.length).fill(bgSearch.NONE);
    levels.set(needle.levels);
    standing(index.texts, needle, function (word, level) {
      index.texts.rows[word].forEach(function (row) {
        if (level < levels[first + row]) levels[first + row] = level;
      });
    });
    return (needle.deep = levels);
  }

  /* Why an entry was found, where its texts alone hold it. */
  function said(index, sentence, entry, needles) {
    var row = index.entries.indexOf(entry);
    var found = [];
    needles.forEach(function (needle) {
      var first = "";
      standing(index.texts, needle, function (word) {
        if (!first && index.texts.rows[word].indexOf(row) >= 0) first = index.texts.words[word];
      });
      if (first && found.indexOf(first) < 0) found.push(first);
    });
    return found.length ? sentence.replace("{words}", found.join(", ")) : "";
  }

  /* Makes an index ready for `meant`. `data` is what the script with the texts holds. */
  function prepare(index, data) {
    var first = index.raw.length + index.lenders.length;
    var fillers = data.fillers.split(" ");
    index.texts = opened(index, data.words, data.common.split(" "));
    index.fillers = new Set(fillers);
    index.bareFillers = new Set(fillers.concat(data.common.split(" ")).map(bgSearch.fold));
    index.said = said.bind(null, index, data.said);
    index.vocabulary = vocabulary(index);
    index.names = names(index.vocabulary);
    index.entries.forEach(function (entry, row) {
      entry.texts.push(first + row);
      entry.fields.push(bgSearch.TEXT);
    });
  }

  function union(index, sets) {
    var rows = noRows(index);
    sets.forEach(function (set) {
      for (var at = 0; set && at < rows.length; at++) rows[at] |= set[at];
    });
    return rows;
  }

  /* Forms that may stand for a word, each at a cost. */
  function offer(index, forms, cost) {
    return forms.map(function (form) {
      return { shown: form.shown, rows: rowsOf(index, form), named: form.named || noRows(index), cost: cost };
    });
  }

  function itself(index, typed, word) {
    var found = [];
    index.vocabulary.forEach(function (forms, plain) {
      if (plain !== word.plain && (word.plain.length < FEW || !plain.startsWith(word.plain))) return;
      found = found.concat(forms.filter(function (form) {
        return plain !== word.plain ? !word.bits : (form.bits & word.bits) === word.bits;
      }));
    });
    if (!found.length) return found;
    var rows = found.map(function (form) { return rowsOf(index, form); });
    var named = found.map(function (form) { return form.named; });
    return [{ shown: typed, rows: union(index, rows), named: union(index, named), cost: ITSELF }];
  }

  function fromKeys(index, typed) {
    var keys = bgSearch.fromKeys(typed);
    var forms = (keys && index.vocabulary.get(keys.plain)) || [];
    return forms.reduce(function (found, form) {
      return found.concat(offer(index, [form], (form.bits & keys.bits) === keys.bits ? KEYS : MARKS));
    }, []);
  }

  function stems(index, word) {
    return ENDINGS.reduce(function (found, ending) {
      var stem = word.plain.slice(0, -ending[0].length) + ending[1];
      return word.plain.endsWith(ending[0]) && stem.length >= FEW
        ? found.concat(offer(index, index.vocabulary.get(stem) || [], ending[2]))
        : found;
    }, []);
  }

  /* A word alone has to begin a name to be meant by another tone, or to begin or end it. */
  function isMeant(form, cost, isAlone) {
    return form.named && (!isAlone || form.begins || (form.ends && cost > SOUND));
  }

  /* What a name, another word or the same without marks, costs in place of a word, one of `most`. */
  function price(word, name, most) {
    if (name.plain === word.plain) return word.bits ? MARKS : UNKNOWN;
    if (name.sound === word.sound) return SOUND;
    if (name.single === word.single && word.plain.length > FEW) return LETTER;
    var longer = name.plain.length - word.plain.length;
    if (longer > 1 || longer < -1 || word.plain.length < (most > 1 ? FEW : ENOUGH)) return UNKNOWN;
    var cost = distance(word.plain, name.plain);
    return cost >= WRONG_LETTER && word.plain.length < ENOUGH && most < ENOUGH && !word.bits ? UNKNOWN : cost;
  }

  /* Names that are nearly the word. Who hits a wrong letter still types the marks. */
  function near(index, word, most) {
    var found = [];
    if (/\d/.test(word.plain)) return found;
    word.sound = sound(word.plain);
    word.single = single(word.plain);
    index.names.forEach(function (name) {
      var cost = price(word, name, most);
      if (cost === UNKNOWN) return;
      var fitting = name.forms.filter(function (form) {
        var isShort = cost >= WRONG_LETTER && word.plain.length < ENOUGH;
        var differing = form.bits ^ word.bits;
        var fits = cost === MARKS ? most > 1 || !(differing & LETTERS) : isShort && word.bits ? form.bits === word.bits : (form.bits & word.bits) === word.bits;
        return fits && isMeant(form, cost, most === 1) && !index.fillers.has(form.shown.toLowerCase());
      });
      found = found.concat(offer(index, fitting, cost));
    });
    return found;
  }

  function apart(index, word) {
    var found = [];
    for (var at = 2; at < word.plain.length - 1; at++) {
      var before = index.vocabulary.get(word.plain.slice(0, at)) || [];
      var after = index.vocabulary.get(word.plain.slice(at)) || [];
      before.forEach(function (one) {
        after.forEach(function (other) {
          var named = one.named && other.named ? both(one.named, other.named) : noRows(index);
          found.push({ shown: one.shown + " " + other.shown, rows: named, named: named, cost: RUN_TOGETHER });
        });
      });
    }
    return found;
  }

  function isFiller(index, typed, word, isMarked) {
    return isMarked ? index.fillers.has(typed.toLowerCase()) : index.bareFillers.has(word.plain);
  }

  /* In place of a word that is left out. */
  function nothing(cost) {
    return { shown: "", rows: null, named: null, cost: cost };
  }

  /* What a word may stand for, and whether it says anything. */
  function candidates(index, typed, most, isMarked) {
    var word = taken(typed);
    var found = [].concat(
      itself(index, typed, word),
      fromKeys(index, typed),
      stems(index, word),
      near(index, word, most),
      /s$/.test(word.plain) && word.plain.length > ENOUGH ? near(index, taken(typed.slice(0, -1)), most) : [],
      apart(index, word)
    );
    found = found.sort(function (one, other) {
      return one.cost - other.cost || size(other.named) - size(one.named);
    }).slice(0, CHOICES);
    if (!isFiller(index, typed, word, isMarked)) return { offered: found, says: true };
    return { offered: found.concat(nothing(FILLER)), says: false };
  }

  /* The cheapest choices for all words, of those that are allowed, that leave a row, as the words to look for. `kind` says which
     rows count: those that a word is in, or is a name of. At most half of the words are mended. */
  function cheapest(choices, kind, isAllowed) {
    var best = UNKNOWN * (1 + (choices.length >> 1));
    var meant = [];
    var mended = Math.max(1, choices.length >> 1);

    function go(at, rows, cost, words, left, says) {
      if (cost > best || left < 0 || (rows && isEmpty(rows))) return;
      if (at < choices.length) {
        choices[at].offered.filter(isAllowed).forEach(function (choice) {
          var isKept = !!choice.shown;
          go(
            at + 1,
            both(rows, choice[kind]),
            cost + choice.cost,
            isKept ? words.concat(choice.shown) : words,
            left - isMended(choice),
            says || (isKept && choices[at].says)
          );
        });
      } else if (says && cost) {
        if (cost < best) meant = [];
        best = cost;
        meant.push(words.join(" "));
      }
    }
    go(0, null, 0, [], mended, false);
    return meant;
  }

  function isMended(choice) {
    return choice.cost >= MARKS && choice.cost <= RUN_TOGETHER;
  }

  /* Nothing that was typed is lost. */
  function isSafe(choice) {
    return choice.cost <= STEM;
  }

  function isNotMended(choice) {
    return !isMended(choice);
  }

  /* Whether the first that is found is called so; a name that begins so is enough. */
  function isName(index, found, text) {
    return text.indexOf(" ") > 0 && found.entries.length > 0 && found.entries[0].own.some(function (line) {
      return (bgSearch.fold(index.raw[line]) + " ").startsWith(bgSearch.fold(text) + " ");
    });
  }

  /* What a query finds beyond names: { found, text }, where `text` is what was meant, "" where it is what was typed. The
     first that finds anything: names after keys and stems; a whole name that is nearly what was typed; texts; all words but
     those that say nothing; whatever is near; a name that all other words are. */
  function meant(index, query) {
    var deep = deepen.bind(null, index);
    var digits = query.replace(/[\s.()+-]/g, "").replace(/^84/, "0");
    var words = (query.normalize("NFC").match(WORD) || []).slice(0, MOST);
    var isMarked = words.some(function (word) {
      return taken(word).bits;
    });
    var choices = words.map(function (word) {
      return candidates(index, word, words.length, isMarked);
    });

    function asked(text, isDeep) {
      var found = bgSearch.find(index, text);
      return isDeep && !found.entries.length ? bgSearch.find(index, text, deep) : found;
    }
    function isOne(text) {
      return isName(index, asked(text), text);
    }

    /* Words that no page holds are left out where the others are a name. */
    function beginning() {
      return cheapest(choices.map(function (choice) {
        return { offered: choice.offered.concat(nothing(UNKNOWN)), says: choice.says };
      }), "named", isNotMended).find(isOne);
    }
    var safe = cheapest(choices, "named", isSafe)[0];
    if (safe) return { found: asked(safe), text: safe };
    var close = cheapest(choices, "named", Boolean).slice(0, MOST);
    var called = close.find(isOne);
    if (called) return { found: asked(called), text: called };
    var found = bgSearch.find(index, query, deep);
    if (!found.entries.length && /^\d{8,}$/.test(digits)) found = bgSearch.find(index, digits, deep);
    if (found.entries.length) return { found: found, text: "" };
    var text = cheapest(choices, "rows", isNotMended)[0] || close[0] || beginning() || "";
    return { found: asked(text, true), text: text };
  }

  bgSearch.prepare = prepare;
  bgSearch.meant = meant;
})();
