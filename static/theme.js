// Before the page is drawn: light or dark as last chosen here, else as the device has it.
(function () {
  var kept = null;
  try { kept = localStorage.getItem("theme"); } catch (error) { /* storage is closed: follow the device */ }
  var dark = kept ? kept === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.documentElement.classList.add("js");
})();
