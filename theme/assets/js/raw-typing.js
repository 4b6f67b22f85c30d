/* Vietnamese typed with the keyboard program off: `hooif` in Telex, `ho62i` in VNI. The twin in Python, which puts the letters
   together too, is site_builder/catalogue/telex.py; both are tested with tests/vectors/telex.json. */
(function () {
  "use strict";
  /* The bits of marks as `bgSearch.marks` gives them. */
  var CIRCUMFLEX = 2;
  var HORN = 4;
  var BREVE = 1;
  var BAR = 256;
  var TONES = { s: 64, f: 8, r: 16, x: 32, j: 128 };
  var NUMBERED = [0, 64, 8, 16, 32, 128, CIRCUMFLEX, HORN, BREVE, BAR];

  function fromVni(word) {
    var bits = 0;
    var plain = word.replace(/[1-9]/g, function (digit) {
      bits |= NUMBERED[digit];
      return "";
    });
    return { plain: plain, bits: bits };
  }

  /* Keys may stand anywhere behind the letter that they change; a w alone is ư. */
  function fromTelex(word) {
    var tone = 0;
    var bits = 0;
    var head = word.search(/[aeiouyw]/) + 1;
    var letters = word.slice(0, head) + word.slice(head).replace(/[sfrxj]/g, function (key) {
      tone = TONES[key];
      return "";
    });
    var plain = letters
      .replace("dd", function () {
        bits |= BAR;
        return "d";
      })
      .replace(/([aou]?)([^aouw]*)w/g, function (all, vowel, between) {
        bits |= vowel === "a" ? BREVE : HORN;
        return (vowel || "") + between + (vowel ? "" : "u");
      })
      .replace(/([aeo])([^aeiouy]*)\1/, function (all, vowel, between) {
        bits |= CIRCUMFLEX;
        return vowel + between;
      });
    return { plain: plain, bits: bits | tone };
  }

  /* The letters without marks and the marks, as bits, that a raw word stands for; null where it holds no key. */
  bgSearch.fromKeys = function (typed) {
    var word = typed.toLowerCase();
    if (!/^[a-z]+[a-z1-9]*$/.test(word)) return null;
    var meant = /\d/.test(word) ? fromVni(word) : fromTelex(word);
    return meant.bits ? meant : null;
  };
})();
