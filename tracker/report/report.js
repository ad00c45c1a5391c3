"use strict";
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const every = (selector, within = document) => [...within.querySelectorAll(selector)];

  // -- a sentence opened in the text of its article: a dialog, which gives the focus back when it is closed
  const dialog = one("#opened");
  const opened = one("#opened-text");
  const open = (link) => {
    const sentence = document.getElementById(link.hash.slice(1));
    const article = sentence.closest("article");
    one("#opened-title").textContent = one("h3", article).textContent;
    one("#opened-from").textContent = one(".from", article).textContent;
    opened.replaceChildren(...one(".text", article).cloneNode(true).childNodes);
    every("[id]", opened).forEach((element) => element.removeAttribute("id"));
    every("mark", opened).forEach((mark) =>
      mark.classList.toggle("on", mark.dataset.n.split(" ").includes(link.dataset.n)));
    every("span", opened).forEach((part) => part.classList.toggle("lit", Boolean(one("mark.on", part))));
    dialog.showModal();
    opened.focus();
    const first = one("mark.on", opened);
    if (first) first.scrollIntoView({ block: "center" });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-n]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });
  one("#close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

  // -- the statements of every source are unfolded on paper
  const folded = every("details");
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = folded.filter((one) => !one.open);
    unfolded.forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => unfolded.forEach((one) => { one.open = false; }));

  // -- the filter: rows, and the marks that stand for them
  const form = one("#filter");
  if (!form) return;
  const rows = every("#rows tr[data-kind]");
  const marks = every("a.mark");
  const has = (row, name, value) => !value || row.dataset[name].split(" ").includes(value);
  const filter = () => {
    const chosen = Object.fromEntries(new FormData(form));
    const left = new Map();
    let count = 0;
    for (const row of rows) {
      row.hidden = Boolean(chosen.kind && row.dataset.kind !== chosen.kind)
        || !has(row, "actor", chosen.actor) || !has(row, "outlet", chosen.outlet);
      if (row.hidden) continue;
      count += 1;
      left.set(row.dataset.mark, [...(left.get(row.dataset.mark) || []), row]);
    }
    every("#rows tr.block").forEach((block) => {
      block.hidden = every("tr[data-kind]", block.parentElement).every((row) => row.hidden);
    });
    for (const mark of marks) {
      const shown = left.get(mark.dataset.mark) || [];
      mark.style.display = shown.length ? "" : "none";
      if (!shown.length) continue;
      const label = `${mark.dataset.label}: ${shown.length}`;
      mark.setAttribute("aria-label", label);
      mark.setAttribute("href", `#${shown[0].id}`);
      one("title", mark).textContent = label;
      one(".count", mark).textContent = shown.length > 1 ? shown.length : "";
    }
    one("#shown").textContent = count === rows.length ? `${count} row${count === 1 ? "" : "s"}`
      : `${count} of ${rows.length} rows`;
  };
  form.hidden = false;
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  one("#all").addEventListener("click", () => { form.reset(); filter(); });

  // -- the chart: zoom by buttons and keys, arrow keys from mark to mark, a mark picks its rows
  const chart = one("#chart");
  if (!chart) return;
  const lines = one("#lines");
  const scroll = one(".scroll");
  const zooms = every(".ticks").map((ticks) => Number(ticks.dataset.zoom));
  const place = (mark) => Number.parseFloat(one("svg", mark).getAttribute("x")) / 100;
  const width = () => lines.getBoundingClientRect().width;
  let at = 0;
  let looked = Number(chart.dataset.middle) / 100; // what stays in the middle: half of the rows, a mark, or as scrolled
  let left = 0;
  const zoom = (to) => {
    if (Math.abs(scroll.scrollLeft - left) > 1) looked = (scroll.scrollLeft + scroll.clientWidth / 2) / width();
    at = Math.max(0, Math.min(zooms.length - 1, to));
    lines.dataset.zoom = zooms[at];
    lines.setAttribute("width", `${100 * zooms[at]}%`);
    scroll.scrollLeft = looked * width() - scroll.clientWidth / 2;
    left = scroll.scrollLeft;
    uncrowd();
    one("#zoomed").textContent = at ? `${zooms[at]} times as wide` : "the whole time";
    one('[data-zoom="in"]', chart).setAttribute("aria-disabled", at === zooms.length - 1);
    every("button", chart).filter((button) => button.dataset.zoom !== "in")
      .forEach((button) => button.setAttribute("aria-disabled", at === 0));
  };
  // A number is left out where the next mark would cover it.
  const uncrowd = () => every(".lane", lines).forEach((lane) => {
    const shown = every("a.mark", lane).filter((mark) => mark.style.display !== "none");
    shown.sort((a, b) => place(a) - place(b)).forEach((mark, i) => {
      const room = i + 1 < shown.length ? (place(shown[i + 1]) - place(mark)) * width() : 99;
      one(".count", mark).style.display = room < 26 ? "none" : "";
    });
  });
  form.addEventListener("change", uncrowd);
  one("#all").addEventListener("click", uncrowd);
  addEventListener("resize", uncrowd);
  const step = { in: () => zoom(at + 1), out: () => zoom(at - 1), whole: () => zoom(0) };
  const keys = { "+": step.in, "=": step.in, "-": step.out, "0": step.whole };
  one("#zoom").hidden = false;
  zoom(0);
  chart.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) step[button.dataset.zoom]();
  });
  const beside = (mark, by) => {
    const shown = every("a.mark", mark.parentElement).filter((other) => other.style.display !== "none");
    return shown[shown.indexOf(mark) + by];
  };
  chart.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const mark = event.target.closest("a.mark");
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const next = mark && by && beside(mark, by);
    if (next) next.focus();
    if (keys[event.key]) keys[event.key]();
    if (next || keys[event.key]) event.preventDefault();
  });
  const pick = (mark) => {
    rows.forEach((row) => row.classList.toggle("picked", row.dataset.mark === mark.dataset.mark));
    looked = place(mark);
  };
  marks.forEach((mark) => mark.addEventListener("click", () => pick(mark)));
})();
