/* Brings a page up to the day on which it is read: the status of certificates, and with it tags, stars, seals, the panel and the
   home page's summary. `data-certificate-status` and `data-expires` stand on whatever shows a product; within it `data-if-status`
   lists the statuses in which an element is shown, `data-status-tag` marks the tag. Tags of the statuses that may come wait in
   the template `status-tags`. The twins of what it says are in site_builder/views/certificate.py. */
(function () {
  "use strict";
  var rule = window.bgStatus;
  var waiting = document.getElementById("status-tags");
  var shown = "";

  function each(selector, act, within) {
    (within || document).querySelectorAll(selector).forEach(act);
  }

  function fill(words, n) {
    return n === 1 ? words.one : words.many.replace("{n}", n);
  }

  /* The tag goes from its state to another one; a card that showed stars gets one in their place. */
  function tag(holder, state) {
    var wanted = waiting.content.querySelector('[data-status-tag="' + state + '"]').cloneNode(true);
    var old = holder.querySelector("[data-status-tag]");
    var stars = holder.querySelector(".bg-stars");
    if (old) {
      old.className = wanted.className;
      old.dataset.statusTag = state;
      old.replaceChildren.apply(old, wanted.childNodes);
    } else if (stars && stars.hidden) {
      stars.after(wanted);
    }
  }

  function change(holder, state) {
    holder.dataset.certificateStatus = state;
    each("[data-if-status]", function (element) {
      element.hidden = element.dataset.ifStatus.split(" ").indexOf(state) < 0;
    }, holder);
    tag(holder, state);
  }

  /* How long it still holds, in words; the twin is `time_left` in site_builder/views/certificate.py. A clock that is behind would
     make it longer than it was: then the words stay. */
  function left(note, expires, today) {
    var months = rule.monthsLeft(expires, today);
    var days = rule.daysLeft(expires, today);
    var words = months ? "months" : "days";
    if (months > Number(note.dataset.left)) return;
    note.textContent = days ? fill({ one: note.dataset[words + "One"], many: note.dataset[words] }, months || days) : note.dataset.last;
  }

  /* The note and the bar; the twin of the bar is `_percent_left` in site_builder/views/certificate.py. */
  function panel(holder, today) {
    var note = holder.querySelector("[data-expired]");
    var bar = holder.querySelector(".bg-validity rect");
    var term = holder.dataset;
    if (term.certificateStatus === "expired") {
      if (note) note.textContent = note.dataset.expired;
      if (bar) bar.setAttribute("width", "0");
    } else if (bar && term.certificateStatus !== "unconfirmed") {
      left(note, term.expires, today);
      var part = (100 * rule.daysLeft(term.expires, today)) / rule.daysLeft(term.expires, term.issued);
      bar.setAttribute("width", String(Math.max(1, Math.min(100, Math.round(part)))));
    }
  }

  /* '7 còn hiệu lực': each state's number out of what is known of all certificates, 'state/expires/how many', with '/source'
     behind those that are known by the press alone. */
  function figures(element, today) {
    var count = {};
    var day = element.querySelector("[data-today]");
    element.dataset.statusSummary.split(" ").forEach(function (entry) {
      var known = entry.split("/");
      var state = rule.judge(known[0], known[1], today);
      if (known[3]) state += "/" + known[3];
      count[state] = (count[state] || 0) + Number(known[2]);
    });
    each("[data-count]", function (words) {
      var n = count[words.dataset.count] || 0;
      words.textContent = fill(words.dataset, n);
      words.hidden = words.hasAttribute("data-optional") && !n;
    }, element);
    if (day && today > day.dateTime) day.textContent = day.dataset.today;
  }

  function look() {
    var today = rule.today();
    if (shown === today) return;
    shown = today;
    each("[data-certificate-status][data-expires]", function (holder) {
      var state = rule.judge(holder.dataset.certificateStatus, holder.dataset.expires, today);
      if (state !== holder.dataset.certificateStatus) change(holder, state);
      if (holder.hasAttribute("data-certificate")) panel(holder, today);
    });
    each("[data-status-summary]", function (element) {
      figures(element, today);
    });
    document.dispatchEvent(new Event("certificates-updated"));
  }

  if (!waiting) return;
  document.addEventListener("cards-added", function () {
    shown = "";
    look();
  });
  document.addEventListener("visibilitychange", look);
  addEventListener("pageshow", look);
  look();
})();
