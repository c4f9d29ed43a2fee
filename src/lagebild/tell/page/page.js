// Without this script the links between marks and cards still work; it adds what hovering and focusing show.
for (const sheet of document.querySelectorAll(".sheet")) {
  const cards = new Map([...sheet.querySelectorAll(".card[data-claim]")].map((card) => [card.dataset.claim, card]));
  const marks = [...sheet.querySelectorAll("[data-in]")];
  let timer = 0;
  const show = (number) => {
    cards.forEach((card, key) => card.classList.toggle("on", key === number));
    for (const mark of marks) {
      const roles = mark.dataset.in.split(" ");
      for (const role of "tlrscxn") mark.classList.toggle("in-" + role, roles.includes(number + role));
    }
  };
  const reveal = (element) => {
    const pane = element && element.closest(".pane");
    if (pane && getComputedStyle(pane).overflowY === "auto") element.scrollIntoView({ block: "nearest" });
  };
  const numberOf = (link) => (link.hash.match(/c(\d+)$/) || [])[1];
  for (const link of sheet.querySelectorAll("a.mark, .text a.num, header a.num")) {
    const choose = (wait) => {
      const number = numberOf(link);
      show(number);
      clearTimeout(timer);
      timer = setTimeout(() => reveal(cards.get(number)), wait);
    };
    link.addEventListener("mouseenter", () => choose(200));
    link.addEventListener("mouseleave", () => clearTimeout(timer));
    link.addEventListener("focus", () => choose(0));
    link.addEventListener("click", () => choose(0));
  }
  cards.forEach((card, number) => {
    const choose = () => show(number);
    card.addEventListener("mouseenter", choose);
    card.addEventListener("focusin", choose);
    card.addEventListener("click", () => { choose(); reveal(marks.find((mark) => mark.dataset.in.split(" ").includes(number + "t"))); });
  });
}
