/* QR codes (ISO/IEC 18004) of a text: bytes, error correction level M, versions 1 to 20. `bgQr(text)` gives the rows of
   the symbol, true where a module is dark, without the quiet zone; null where the text is too long. */
(function () {
  "use strict";
  /* Table 9, level M, by version: check words of a block, and how many blocks there are. */
  var CHECK_WORDS = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
  var BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];
  var PADDING = [0xec, 0x11];
  var MASKS = [
    function (x, y) { return (x + y) % 2; },
    function (x, y) { return y % 2; },
    function (x) { return x % 3; },
    function (x, y) { return (x + y) % 3; },
    function (x, y) { return (Math.floor(x / 3) + Math.floor(y / 2)) % 2; },
    function (x, y) { return (x * y) % 2 + (x * y) % 3; },
    function (x, y) { return ((x * y) % 2 + (x * y) % 3) % 2; },
    function (x, y) { return ((x + y) % 2 + (x * y) % 3) % 2; },
  ];

  /* Where alignment patterns stand, on either axis. */
  function alignment(version) {
    var count = version > 1 ? Math.floor(version / 7) + 2 : 0;
    var last = version * 4 + 10;
    var step = Math.ceil((last - 6) / (count - 1) / 2) * 2;
    return Array.from({ length: count }, function (_, at) {
      return at ? last - step * (count - 1 - at) : 6;
    });
  }

  function range(count) {
    return Array.from({ length: count }, function (_, at) { return at; });
  }

  /* The words that a version holds, those for checking among them. */
  function capacity(version) {
    var modules = (16 * version + 128) * version + 64;
    var count = alignment(version).length;
    if (count) modules -= (25 * count - 10) * count - 55;
    return Math.floor((version > 6 ? modules - 36 : modules) / 8);
  }

  function dataWords(version) {
    return capacity(version) - CHECK_WORDS[version - 1] * BLOCKS[version - 1];
  }

  function lengthBits(version) {
    return version < 10 ? 8 : 16;
  }

  function smallestVersion(bytes) {
    return range(BLOCKS.length).map(function (at) { return at + 1; }).find(function (version) {
      return 4 + lengthBits(version) + bytes.length * 8 <= dataWords(version) * 8;
    });
  }

  /* The words of the text: mode, length, bytes, an end, padding. */
  function encode(bytes, version) {
    var bits = "";
    function put(value, length) {
      bits += value.toString(2).padStart(length, "0");
    }
    put(4, 4);
    put(bytes.length, lengthBits(version));
    bytes.forEach(function (byte) { put(byte, 8); });
    var room = dataWords(version) * 8;
    bits = bits.padEnd(Math.min(room, bits.length + 4), "0");
    bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, "0");
    for (var at = 0; bits.length < room; at += 1) put(PADDING[at % 2], 8);
    return bits.match(/.{8}/g).map(function (word) { return parseInt(word, 2); });
  }

  /* Products in the field of 256 elements, modulo x^8 + x^4 + x^3 + x^2 + 1. */
  function times(a, b) {
    var product = 0;
    for (var bit = 7; bit >= 0; bit -= 1) {
      product = (product << 1) ^ ((product >>> 7) * 0x11d);
      product ^= ((b >>> bit) & 1) * a;
    }
    return product;
  }

  function generator(degree) {
    var found = range(degree).map(function (at) { return at === degree - 1 ? 1 : 0; });
    var root = 1;
    for (var i = 0; i < degree; i += 1) {
      found = found.map(function (value, at) { return times(value, root) ^ (found[at + 1] || 0); });
      root = times(root, 2);
    }
    return found;
  }

  /* The check words of a block: what is left of it divided by the generator (Reed and Solomon). */
  function checkWords(block, divisor) {
    var rest = divisor.map(function () { return 0; });
    block.forEach(function (word) {
      var factor = word ^ rest.shift();
      rest.push(0);
      divisor.forEach(function (value, at) { rest[at] ^= times(value, factor); });
    });
    return rest;
  }

  /* Data and check words, each taken from all blocks by turns. */
  function interleave(words, version) {
    var count = BLOCKS[version - 1];
    var divisor = generator(CHECK_WORDS[version - 1]);
    var blocks = range(count).map(function (at) {
      return words.splice(0, Math.floor(words.length / (count - at)));
    });
    var checks = blocks.map(function (block) { return checkWords(block, divisor); });
    var woven = [];
    [blocks, checks].forEach(function (group) {
      range(group[group.length - 1].length).forEach(function (at) {
        group.forEach(function (block) { if (at < block.length) woven.push(block[at]); });
      });
    });
    return woven;
  }

  /* The symbol with all patterns that no data fills; `free` tells where data may stand. */
  function frame(version) {
    var size = version * 4 + 17;
    var dark = range(size).map(function () { return new Array(size).fill(false); });
    var free = range(size).map(function () { return new Array(size).fill(true); });
    function set(x, y, value) {
      if (x < 0 || y < 0 || x >= size || y >= size) return;
      dark[y][x] = value;
      free[y][x] = false;
    }
    function square(x, y, radius, ring) {
      for (var dy = -radius; dy <= radius; dy += 1) {
        for (var dx = -radius; dx <= radius; dx += 1) {
          set(x + dx, y + dy, ring(Math.max(Math.abs(dx), Math.abs(dy))));
        }
      }
    }
    range(size).forEach(function (at) {
      set(6, at, at % 2 === 0);
      set(at, 6, at % 2 === 0);
    });
    [[3, 3], [size - 4, 3], [3, size - 4]].forEach(function (corner) {
      square(corner[0], corner[1], 4, function (far) { return far !== 2 && far !== 4; });
    });
    var places = alignment(version);
    var last = places.length - 1;
    places.forEach(function (x, i) {
      places.forEach(function (y, j) {
        if ((i || (j && j !== last)) && (j || i !== last)) square(x, y, 2, function (far) { return far !== 1; });
      });
    });
    return { size: size, version: version, dark: dark, free: free, set: set };
  }

  /* Level, mask and, from version 7 on, the version: written twice, with check bits of their own. */
  function setFormat(symbol, mask) {
    var size = symbol.size;
    var rest = range(10).reduce(function (left) { return (left << 1) ^ ((left >>> 9) * 0x537); }, mask);
    var bits = ((mask << 10) | rest) ^ 0x5412;
    range(15).forEach(function (at) {
      var dark = ((bits >>> at) & 1) === 1;
      symbol.set(8, at < 6 ? at : at < 8 ? at + 1 : size - 15 + at, dark);
      symbol.set(at < 8 ? size - 1 - at : at < 9 ? 7 : 14 - at, 8, dark);
    });
    symbol.set(8, size - 8, true);
    if (symbol.version < 7) return;
    var left = range(12).reduce(function (far) { return (far << 1) ^ ((far >>> 11) * 0x1f25); }, symbol.version);
    var told = (symbol.version << 12) | left;
    range(18).forEach(function (at) {
      var dark = ((told >>> at) & 1) === 1;
      var along = size - 11 + (at % 3);
      symbol.set(along, Math.floor(at / 3), dark);
      symbol.set(Math.floor(at / 3), along, dark);
    });
  }

  /* From the right, two columns at a time, up and down by turns; the timing pattern's column is passed over. */
  function place(symbol, words) {
    var size = symbol.size;
    var at = 0;
    for (var right = size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      var upward = ((right + 1) & 2) === 0;
      for (var step = 0; step < size; step += 1) {
        var y = upward ? size - 1 - step : step;
        [right, right - 1].forEach(function (x) {
          if (!symbol.free[y][x]) return;
          symbol.dark[y][x] = ((words[at >>> 3] >>> (7 - (at & 7))) & 1) === 1;
          at += 1;
        });
      }
    }
  }

  function masked(symbol, mask) {
    return symbol.dark.map(function (row, y) {
      return row.map(function (dark, x) {
        return symbol.free[y][x] ? dark !== (MASKS[mask](x, y) === 0) : dark;
      });
    });
  }

  /* How hard a symbol is to read (section 7.8.3): long runs, squares, false finders, too much of one colour. */
  function penalty(rows) {
    var size = rows.length;
    var columns = range(size).map(function (x) { return rows.map(function (row) { return row[x]; }); });
    var lines = rows.concat(columns).map(function (line) {
      return line.map(function (dark) { return dark ? "1" : "0"; }).join("");
    });
    var total = 0;
    lines.forEach(function (line) {
      (line.match(/0{5,}|1{5,}/g) || []).forEach(function (run) { total += run.length - 2; });
      total += 40 * (("0000" + line + "0000").split(/(?=00001011101|10111010000)/).length - 1);
    });
    for (var y = 1; y < size; y += 1) {
      for (var x = 1; x < size; x += 1) {
        var here = rows[y][x];
        if (here === rows[y - 1][x] && here === rows[y][x - 1] && here === rows[y - 1][x - 1]) total += 3;
      }
    }
    var dark = lines.slice(0, size).join("").split("1").length - 1;
    return total + 10 * Math.floor(Math.abs(dark * 20 / (size * size) - 10));
  }

  window.bgQr = function (text) {
    var bytes = Array.from(new TextEncoder().encode(text));
    var version = smallestVersion(bytes);
    if (!version) return null;
    var symbol = frame(version);
    setFormat(symbol, 0);
    place(symbol, interleave(encode(bytes, version), version));
    var candidates = MASKS.map(function (_, mask) {
      setFormat(symbol, mask);
      return masked(symbol, mask);
    });
    return candidates.reduce(function (best, rows) {
      return penalty(rows) < penalty(best) ? rows : best;
    });
  };
})();
