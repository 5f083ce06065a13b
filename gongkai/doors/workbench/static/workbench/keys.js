// Keys for who works at a keyboard. Everything they do is a link or a field of the page: without this file all works.
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
  let waitsForDoor = false;

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const focused = all.findIndex((row) => row.contains(document.activeElement));
    const shown = all.findIndex((row) => row.classList.contains("here"));
    const from = focused >= 0 ? focused : shown;
    const next = all[Math.min(Math.max(from + step, 0), all.length - 1)];
    next.querySelector("a").focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function go(address) {
    if (address) window.location.assign(address.href);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (waitsForDoor) {
      waitsForDoor = false;
      if (/^[a-z]$/.test(event.key)) go(document.querySelector(`[data-go="${event.key}"]`));
      return;
    }
    const acts = {
      j: () => move(1),
      k: () => move(-1),
      ...(event.target.closest("[data-row]") ? { ArrowDown: () => move(1), ArrowUp: () => move(-1) } : {}),
      "/": () => document.querySelector("[data-search]")?.focus(),
      "?": () => go(document.querySelector('[data-go="h"]')),
      g: () => { waitsForDoor = true; },
    };
    if (Object.hasOwn(acts, event.key)) {
      event.preventDefault();
      acts[event.key]();
    }
  });
})();
