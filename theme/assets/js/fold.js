/* Vietnamese text as the search sees it. The twin of `fold` is `fold` in
   site_builder/catalogue/vietnamese.py; both are tested with tests/vectors/fold.json. */
(function () {
  "use strict";
  var MARKS = "\u0306\u0302\u031b\u0300\u0309\u0303\u0301\u0323";
  var TONED = "àáảãạèéẻẽẹỳýỷỹỵ";
  var BEFORE = "òóỏõọòóỏõọùúủũụ";
  var GAP = 32;
  var LINE = 10;
  var NINE = 57;
  var O = 111;
  var U = 117;
  var SHARP_S = 223;
  var plain = new Uint16Array(65536);
  var bits = {};
  var decoder = new TextDecoder("utf-16le");

  function fold(text) {
    var small = text.toLowerCase().replace(/ß/g, "ss").normalize("NFD");
    return small.replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/\s+/g, " ").trim();
  }

  /* The code of the letter without marks, GAP for what is no letter or digit, 1 for a lone mark. */
  function bare(code) {
    var char = String.fromCharCode(code);
    if (/\p{M}/u.test(char)) return 1;
    return /[\p{L}\p{N}]/u.test(char) ? fold(char).charCodeAt(0) : GAP;
  }

  /* Two texts that run along: small words with one space before, between and after them, and the same without marks.
     The tone of hoà, khoẻ, thuỷ goes where older spelling has it: whose spelling it is makes no difference. Lines stay
     lines. Into `places`, where given, goes where in the composed text each letter comes from, and at last its end. */
  function read(text, places) {
    var small = text.normalize("NFC").toLowerCase();
    var full = new Uint16Array(3 * small.length + 2);
    var base = new Uint16Array(full.length);
    var size = 0;
    var at = 0;

    function put(letter, code) {
      if (code === GAP && base[size - 1] === GAP) return;
      if (places) places.push(at);
      full[size] = letter;
      base[size++] = code;
    }

    /* 500g is 500 g, and TK001 is TK 001. */
    function isSeam(code) {
      var before = base[size - 1];
      return before > GAP && code > GAP && before <= NINE !== code <= NINE;
    }

    function settled(letter, code) {
      var before = full[size - 1];
      var tone = before === O || before === U ? TONED.indexOf(small[at]) : -1;
      if (tone < 0 || tone < 10 !== (before === O)) return letter;
      full[size - 1] = BEFORE.charCodeAt(tone);
      return code;
    }

    put(GAP, GAP);
    for (; at < small.length; at++) {
      var letter = small.charCodeAt(at);
      var code = plain[letter] || (plain[letter] = bare(letter));
      if (isSeam(code)) put(GAP, GAP);
      if (code > GAP) put(settled(letter, code), code);
      else if (code === GAP) put(GAP, GAP);
      if (letter === SHARP_S) put(code, code);
      if (letter !== LINE) continue;
      put(LINE, LINE);
      put(GAP, GAP);
    }
    put(GAP, GAP);
    if (places) places.push(at);
    return { full: decoder.decode(full.subarray(0, size)), plain: decoder.decode(base.subarray(0, size)) };
  }

  /* The marks of a letter as bits. */
  function marks(char) {
    if (bits[char] === undefined) {
      var parts = char.normalize("NFD");
      bits[char] = parts[0] === "đ" ? 256 : 0;
      for (var at = 0; at < MARKS.length; at++) if (parts.indexOf(MARKS[at]) > 0) bits[char] |= 1 << at;
    }
    return bits[char];
  }

  window.bgSearch = { fold: fold, read: read, marks: marks };
})();
