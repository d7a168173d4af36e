// What JavaScript adds: a faster exit, and pages that do not come back. Every page works without it.
"use strict";
(() => {
  const exit = document.getElementById("exit");

  // Cover the page at once, end the visit on the server, then leave without an entry to go back to.
  const leave = () => {
    const cover = document.createElement("div");
    cover.className = "cover";
    document.body.append(cover);
    document.title = exit.dataset.cover;
    navigator.sendBeacon(exit.href);
    location.replace(exit.href);
  };
  exit.addEventListener("click", (event) => { event.preventDefault(); leave(); });

  // Shift three times, either key, within two seconds; any other key starts the count anew.
  let presses = [];
  addEventListener("keydown", (event) => {
    if (event.repeat) return;
    if (event.key !== "Shift") { presses = []; return; }
    const now = Date.now();
    presses = [...presses.filter((at) => now - at < 2000), now];
    if (presses.length >= 3) leave();
  });

  // A page kept in memory is asked for anew, so that after leaving it shows nothing.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  // "None of these" and other answers exclude each other.
  for (const box of document.querySelectorAll('input[type=checkbox][value="none"]')) {
    const all = [...document.getElementsByName(box.name)];
    for (const one of all) one.addEventListener("change", () => {
      if (!one.checked) return;
      for (const other of all) if (other !== one && (one === box || other === box)) other.checked = false;
    });
  }

  const wrong = document.getElementById("wrong");
  if (wrong) wrong.focus();
})();
