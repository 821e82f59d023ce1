// Text and cards go together: words that are pressed lead to their card, and the cards
// follow the text as it is scrolled, unless somebody is at work in them.
const TOP = 150; // px that the heads take of the window
const LED = 150; // ms after a claim was gone to, in which the page moves because of that

// Of overlapping claims the innermost comes first, the next press takes the one around it.
function chooseClaim(at) {
  const around = [];
  for (let one = at.closest(".claim"); one; one = one.parentElement.closest(".claim")) around.push(one.dataset.claim);
  const here = document.querySelector(".card[aria-current]")?.id.slice(6);
  return around[(around.indexOf(here) + 1) % around.length];
}

document.getElementById("text")?.addEventListener("click", (event) => {
  if (event.target.closest("a, button, input") || !getSelection().isCollapsed) return;
  if (!event.target.closest(".claim")) return;
  const pane = document.querySelector(".side-scroll");
  const beside = pane && pane.scrollHeight > pane.clientHeight + 1; // else the cards are far below
  goTo(chooseClaim(event.target), { scroll: beside, focus: beside });
});

function followText() {
  const pane = document.querySelector(".side-scroll");
  if (!pane || pane.scrollHeight <= pane.clientHeight + 1 || performance.now() - ledAt < LED) return;
  if (pane.matches(":hover") || pane.querySelector("input:focus, textarea:focus, select:focus")) return;
  const words = all("#text .claim");
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle].getBoundingClientRect().bottom < TOP) low = middle + 1; else high = middle;
  }
  const card = document.getElementById(`claim-${words[Math.min(low, words.length - 1)]?.dataset.claim}`);
  if (!card?.offsetParent) return;
  pane.scrollTop = scrollY < 4 ? 0 : pane.scrollTop + card.getBoundingClientRect().top - pane.getBoundingClientRect().top - 12;
}

let waits = false;
addEventListener("scroll", () => {
  if (waits) return;
  waits = true;
  requestAnimationFrame(() => { waits = false; followText(); });
}, { passive: true });
