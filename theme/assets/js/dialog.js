/* Dialogs: `data-opens="id"` opens a <dialog>, `data-closes` inside it closes it, so do Esc and a tap on the backdrop. */
(function () {
  "use strict";

  function target(opener) {
    return document.getElementById(opener.dataset.opens);
  }

  /* A dialog may borrow the content of an element that stands in the page on wide screens (`data-borrows-from`). */
  function move(from, to) {
    if (from && to) to.append.apply(to, from.childNodes);
  }

  function borrowed(dialog) {
    return dialog.querySelector("[data-borrowed]");
  }

  function open(dialog) {
    move(document.getElementById(dialog.dataset.borrowsFrom), borrowed(dialog));
    if (dialog.showModal) dialog.showModal();
    else dialog.setAttribute("open", "");
  }

  function close(dialog) {
    if (dialog.close) dialog.close();
    else dialog.removeAttribute("open");
  }

  function isOnBackdrop(dialog, event) {
    var box = dialog.getBoundingClientRect();
    var within = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    return event.target === dialog && event.detail > 0 && !within;
  }

  document.querySelectorAll("[data-opens]").forEach(function (opener) {
    opener.toggleAttribute("data-absent", !target(opener));
  });
  document.querySelectorAll("dialog[data-borrows-from]").forEach(function (dialog) {
    dialog.addEventListener("close", function () {
      move(borrowed(dialog), document.getElementById(dialog.dataset.borrowsFrom));
    });
  });
  document.addEventListener("click", function (event) {
    var opener = event.target.closest("[data-opens]");
    var dialog = event.target.closest("dialog");
    if (opener && target(opener)) open(target(opener));
    else if (dialog && (event.target.closest("[data-closes], a[href]") || isOnBackdrop(dialog, event))) close(dialog);
  });
})();
