/* The page for 404 (not found): hosts tell capitals from small letters, people do not, so /q/sp-1 leads on to /Q/SP-1/. */
(function () {
  "use strict";
  var typed = /^(.*?)\/q\/([a-z0-9-]+)\/?$/i.exec(location.pathname.replace(/\/index\.html$/i, "/"));
  var right = typed && typed[1] + "/Q/" + typed[2].toUpperCase() + "/";
  if (right && right.slice(0, -1) !== location.pathname.replace(/\/(index\.html)?$/i, "")) location.replace(right + location.hash);
})();
