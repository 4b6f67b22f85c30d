/* The display, part 4: a story as elements. The twin on paper is theme/print/story.typ; both read the blocks of
   site_builder/views/markdown_blocks.py. */
(function () {
  "use strict";
  var kiosk = window.bgKiosk;
  var make = kiosk.make;
  var TAGS = { bold: "strong", italic: "em" };

  function runs(list) {
    return list.map(function (run) {
      if (run.text === "\n") return make("br");
      return run.styles.reduce(function (inside, style) {
        return make(TAGS[style], "", "", [inside]);
      }, document.createTextNode(run.text));
    });
  }

  function row(cells, tag, columns) {
    return make("tr", "", "", cells.map(function (cell, at) {
      var element = make(tag, "", "", runs(cell));
      if (tag === "th") element.scope = "col";
      element.style.textAlign = columns[at];
      return element;
    }));
  }

  function list(block) {
    var element = make(block.start === null ? "ul" : "ol", "", "", block.items.map(function (item) {
      return make("li", "", "", kiosk.blocks(item));
    }));
    if (block.start !== null) element.start = block.start;
    return element;
  }

  function table(block) {
    return make("table", "", "", [
      make("thead", "", "", [row(block.rows[0], "th", block.columns)]),
      make("tbody", "", "", block.rows.slice(1).map(function (cells) { return row(cells, "td", block.columns); })),
    ]);
  }

  var KINDS = {
    paragraph: function (block) { return make("p", "", "", runs(block.words)); },
    heading: function (block) { return make("h" + Math.min(block.level + 1, 6), "", "", runs(block.words)); },
    list: list,
    quote: function (block) { return make("blockquote", "", "", kiosk.blocks(block.items[0])); },
    table: table,
    rule: function () { return make("hr"); },
  };

  kiosk.blocks = function (blocks) {
    return blocks.map(function (block) { return KINDS[block.kind](block); });
  };
})();
