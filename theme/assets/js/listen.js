/* Reading aloud: the page by the tool, the story by its own button, in a voice of the text's language. One sentence at a time,
   because engines fall silent in longer texts. To pause is to stop and begin the sentence again: phones know no pause. */
(function () {
  "use strict";
  var BLOCKS = "p,li,dt,dd,th,td,h1,h2,h3,h4,h5,h6,blockquote,caption,figcaption,div,section,main";
  var UNREAD = "nav,button,form,figure,script,style,template,[hidden],[aria-hidden=true],[data-gallery],[data-season],[data-not-read]";
  var LONGEST = 160;
  var PATIENCE = 1500;
  var engine = window.speechSynthesis;
  var player = document.querySelector("[data-player]");
  var sentences = [];
  var marks = [];
  var at = 0;
  var source = null;
  var utterance = null;
  var opener = null;

  function isRead(node) {
    var around = node.parentNode;
    return node.data.trim() && !around.closest(UNREAD) && around.getClientRects().length > 0;
  }

  function textsIn(root) {
    var walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    var found = [];
    while (walker.nextNode()) if (isRead(walker.currentNode)) found.push(walker.currentNode);
    return found;
  }

  function blockOf(node) {
    return node.parentNode.closest(BLOCKS);
  }

  /* The text of a block without that of blocks within it. */
  function textsOf(block) {
    return textsIn(block).filter(function (node) {
      return blockOf(node) === block;
    });
  }

  /* A new line parts words as a space does. */
  function dataOf(node) {
    var next = node.nextSibling || node.parentNode.nextSibling;
    return node.data + (next && next.nodeName === "BR" ? " " : "");
  }

  /* Where each sentence ends in `text`; one that is too long for an engine is cut at a comma, else between words. */
  function ends(text) {
    var found = [];
    var start = 0;
    (text.match(/[^]+?(?:[.!?…]["”’»)]*\s+|$)/g) || []).forEach(function (sentence) {
      var end = start + sentence.length;
      while (end - start > LONGEST) found.push((start += breathe(text.slice(start, start + LONGEST))));
      found.push((start = end));
    });
    return found;
  }

  function breathe(part) {
    var comma = Math.max(part.lastIndexOf(", "), part.lastIndexOf("; "), part.lastIndexOf(": ")) + 1;
    return comma > LONGEST / 3 ? comma : part.lastIndexOf(" ") + 1 || part.length;
  }

  function sentencesOf(block) {
    var start = 0;
    var text = textsOf(block).map(dataOf).join("");
    return ends(text).map(function (end) {
      var sentence = { block: block, from: start, to: end, text: text.slice(start, end).replace(/\s+/g, " ").trim() };
      start = end;
      return sentence;
    });
  }

  function sentencesIn(root) {
    var blocks = Array.from(new Set(textsIn(root).map(blockOf)));
    return [].concat.apply([], blocks.map(sentencesOf)).filter(function (sentence) {
      return /[\p{L}\p{N}]/u.test(sentence.text);
    });
  }

  function voiceFor(lang) {
    var voices = engine ? engine.getVoices() : [];
    var able = voices.filter(function (voice) {
      return voice.lang.toLowerCase().split(/[-_]/)[0] === lang.split("-")[0];
    });
    var here = able.filter(function (voice) {
      return voice.localService;
    });
    return here[0] || able[0];
  }

  function rangesOf(sentence) {
    var start = 0;
    var found = [];
    textsOf(sentence.block).forEach(function (node) {
      var from = Math.max(0, sentence.from - start);
      var to = Math.min(node.length, sentence.to - start);
      start += dataOf(node).length;
      if (from >= to) return;
      var range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      found.push(range);
    });
    return found;
  }

  function mark(sentence) {
    var ranges = rangesOf(sentence);
    if (window.Highlight && CSS.highlights) {
      CSS.highlights.set("bg-reading", new Highlight(...ranges));
      return;
    }
    marks = ranges.map(function (range) {
      var wrapper = document.createElement("mark");
      wrapper.className = "bg-reading";
      range.surroundContents(wrapper);
      return wrapper;
    });
  }

  function unmark() {
    if (window.CSS && CSS.highlights) CSS.highlights.delete("bg-reading");
    marks.forEach(function (wrapper) {
      var block = wrapper.parentNode;
      wrapper.replaceWith.apply(wrapper, wrapper.childNodes);
      block.normalize();
    });
    marks = [];
  }

  function hush() {
    utterance = null;
    unmark();
    if (engine) engine.cancel();
  }

  /* Text in another language is read in a voice of that language, if there is one. */
  function say() {
    var sentence = sentences[at];
    if (!sentence) return stop();
    var voice = voiceFor(sentence.block.closest("[lang]").lang) || voiceFor(document.documentElement.lang);
    var own = (utterance = new SpeechSynthesisUtterance(sentence.text));
    own.voice = voice;
    own.lang = voice.lang;
    own.onend = function () {
      if (own !== utterance) return;
      unmark();
      at += 1;
      say();
    };
    own.onerror = function () {
      if (own === utterance) refuse();
    };
    mark(sentence);
    engine.speak(own);
  }

  function start(root) {
    hush();
    source = root;
    sentences = sentencesIn(root);
    at = 0;
    say();
    show();
  }

  function stop() {
    hush();
    source = null;
    sentences = [];
    show();
  }

  function pause() {
    hush();
    show();
  }

  function resume() {
    say();
    show();
  }

  function refuse() {
    stop();
    player.hidden = false;
    part("says").textContent = player.dataset.noVoice;
  }

  /* Voices may come some time after the page. */
  function whenVoices(act) {
    var waiting = !voiceFor(document.documentElement.lang) && engine;
    if (!waiting) return act();
    var timer = setTimeout(go, PATIENCE);
    function go() {
      clearTimeout(timer);
      engine.onvoiceschanged = null;
      act();
    }
    engine.onvoiceschanged = go;
  }

  function toggle(root) {
    if (source === root) return utterance ? pause() : resume();
    opener = document.activeElement;
    whenVoices(function () {
      if (voiceFor(document.documentElement.lang)) start(root);
      else refuse();
    });
  }

  function part(name) {
    return player.querySelector("[data-player-" + name + "]");
  }

  function dress(button, reading) {
    button.querySelector("use").setAttribute("href", reading ? "#i-pause" : "#i-play");
  }

  function show() {
    player.hidden = !source;
    part("says").textContent = "";
    part("toggle").hidden = !source;
    dress(part("toggle"), utterance);
    part("toggle").querySelector("span").textContent = utterance ? player.dataset.pause : player.dataset.resume;
    document.querySelectorAll('[data-tool="listen"]').forEach(function (button) {
      button.setAttribute("aria-pressed", String(!!utterance && source.id === "main"));
    });
    document.querySelectorAll("[data-listen] button").forEach(function (button) {
      dress(button, utterance && source === story(button));
    });
  }

  function story(button) {
    return button.closest("section").querySelector(".bg-prose");
  }

  function close() {
    var within = player.contains(document.activeElement);
    stop();
    if (within && opener) opener.focus();
  }

  if (!player) return;
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.tool === "listen") {
      var sheet = document.querySelector("dialog[open]");
      if (sheet) sheet.close();
      toggle(document.getElementById("main"));
    } else if (button.closest("[data-listen]")) {
      toggle(story(button));
    } else if (button === part("toggle")) {
      toggle(source);
    } else if (button === part("stop")) {
      close();
    }
  });
  addEventListener("pagehide", stop);
  if (engine) engine.getVoices();
})();
