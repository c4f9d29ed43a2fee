// Lines between the words that a change joins; without script, the numbers do the same.
(() => {
  const both = document.getElementById("both"), space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "lines");
  svg.setAttribute("aria-hidden", "true");
  both.append(svg);
  const marks = [...both.querySelectorAll("[data-change]")];
  const of = (side, n) => marks.filter(m => m.dataset.side === side && m.dataset.change.split(" ").includes(n));
  const draw = () => {
    svg.replaceChildren();
    const base = both.getBoundingClientRect();
    for (const n of new Set(marks.flatMap(m => m.dataset.change.split(" ")))) {
      const a = of("a", n).at(-1), b = of("b", n)[0];
      if (!a || !b) continue;
      const from = [...a.getClientRects()].at(-1), to = b.getClientRects()[0];
      const pane = a.closest(".pane").getBoundingClientRect();
      const other = b.closest(".pane").getBoundingClientRect();
      const x1 = pane.right - base.left + 4, x2 = other.left - base.left - 4;
      const start = from.right - base.left + 4, y1 = from.bottom - base.top - 2, y2 = to.bottom - base.top - 2;
      const path = document.createElementNS(space, "path"), mid = (x1 + x2) / 2;
      // under the words, never through them
      path.setAttribute("d", `M${start},${y1} L${x1},${y1} C${mid},${y1} ${mid},${y2} ${x2},${y2} L${to.left - base.left},${y2}`);
      path.setAttribute("class", [...a.classList].filter(c => c !== "mark" && c !== "on").join(" "));
      path.dataset.n = n;
      svg.append(path);
    }
  };
  const light = (numbers, on) => {
    for (const m of marks) if (m.dataset.change.split(" ").some(n => numbers.includes(n))) m.classList.toggle("on", on);
    for (const p of svg.children) if (numbers.includes(p.dataset.n)) p.classList.toggle("on", on);
  };
  for (const m of marks) {
    m.addEventListener("mouseenter", () => light(m.dataset.change.split(" "), true));
    m.addEventListener("mouseleave", () => light(m.dataset.change.split(" "), false));
  }
  new ResizeObserver(draw).observe(both);
  draw();
})();
