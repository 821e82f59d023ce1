// Focus stays where the person was when a part of the page is swapped: on the same control,
// else on what stands against the act, else on the part itself.
const SAME = ["id", "name", "value", "data-act", "href"];
let left = null;

// How to find a control again in what comes in its place.
function describe(control) {
  const form = control.closest("form");
  const fold = control.closest("details")?.querySelector("summary");
  return {
    tag: control.localName,
    marks: SAME.map((name) => control.getAttribute(name)),
    action: form?.getAttribute("action") ?? "",
    words: control.textContent.trim(),
    fold: fold?.textContent.trim() ?? "",
    block: control.closest("section[aria-labelledby]")?.getAttribute("aria-labelledby") ?? "",
  };
}

function findAgain(was, root) {
  const alike = (control) => SAME.every((name, i) => control.getAttribute(name) === was.marks[i]) && (control.closest("form")?.getAttribute("action") ?? "") === was.action && control.textContent.trim() === was.words;
  const controls = all(was.tag, root).filter((control) => control.checkVisibility());
  const summaries = all("summary", root).filter((one) => was.fold && one.textContent.trim() === was.fold && one.checkVisibility());
  const head = was.block && document.getElementById(was.block);
  return controls.find(alike) ?? summaries[0] ?? (head && root.contains(head) ? head : null);
}

function takeFocus(target) {
  if (!target.matches("a[href], button, input, select, textarea, summary, [tabindex]")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const here = document.activeElement;
  left = here && event.detail.target?.contains(here) ? { was: describe(here), id: event.detail.target.id } : null;
});

// A refusal is read first; a card that changed keeps focus on its claim.
document.addEventListener("htmx:afterSettle", (event) => {
  if (!left || (document.activeElement && document.activeElement !== document.body)) return;
  const root = document.getElementById(left.id) ?? event.detail.elt;
  if (!root?.isConnected) return;
  const wrong = root.querySelector("[aria-invalid=true]") ?? root.querySelector("[role=alert]");
  takeFocus(wrong ?? findAgain(left.was, root) ?? root.querySelector("h1, h2, h3") ?? root);
  left = null;
});

document.addEventListener("htmx:afterSwap", (event) => {
  const card = event.detail.elt;
  const told = document.getElementById("live-told");
  frameView();
  if (told && card?.dataset?.told) told.textContent = card.dataset.told; // what was done, and where that leaves it
  if (!card?.matches?.(".card")) return;
  const number = card.id.slice(6);
  all(`[data-claim="${number}"], .key[href="#claim-${number}"]`).forEach((one) => { one.dataset.state = card.dataset.state; });
  goTo(number, { scroll: false, focus: true });
  if (told) told.textContent = `${number}: ${card.querySelector(".state")?.textContent.trim() ?? ""}`;
});

// An act that loads the page anew comes back to where it was done, or, where that is gone
// by it, to what stood after it.
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) keepPlace();
});
