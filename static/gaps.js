// Sentences without a claim, as stops between the cards: data of the page (#gaps) until one is
// gone to, an item of the list from then until it is left.
let gapsRead = "[]";
let gaps = new Map(); // by the id of the card they stand before

function readGaps() {
  const given = document.getElementById("gaps")?.dataset.gaps ?? "[]";
  if (given === gapsRead) return gaps;
  gapsRead = given;
  const cards = all("#claims > .cards .card");
  const numbers = JSON.parse(given);
  const found = [];
  let [index, start, after] = [0, 0, 0];
  for (let i = 0; i < numbers.length; i += 4) {
    index += numbers[i];
    start += numbers[i + 1];
    after += numbers[i + 3];
    found.push(makeGap(index, start, start + numbers[i + 2], cards[after]?.id ?? ""));
  }
  gaps = Map.groupBy(found, (gap) => gap.next);
  return gaps;
}

// A stop that is asked what the items of a list are asked.
function makeGap(index, start, end, next) {
  const id = `sentence-${index}`;
  return {
    at: [start, end],
    index,
    id,
    next,
    dataset: { state: "uncovered" },
    matches: (wanted) => wanted === "*",
    hasAttribute: () => Boolean(document.getElementById(id)?.hasAttribute("aria-current")),
  };
}

function showGap(gap) {
  const item = document.getElementById(gap.id) ?? makeItem(gap);
  const range = findRange(...gap.at);
  ledAt = performance.now();
  item.setAttribute("aria-current", "true");
  all(".claim.here").forEach((claim) => claim.classList.remove("here"));
  item.querySelector("a").focus({ preventScroll: true });
  item.scrollIntoView({ block: "center" });
  markThumb(item);
  if (!range) return;
  CSS.highlights?.set("here", new Highlight(range));
  const box = range.getBoundingClientRect();
  if (box.top < TOP || box.bottom > innerHeight - 60) range.startContainer.parentElement.scrollIntoView({ block: "center" });
}

function makeItem(gap) {
  const item = document.querySelector("#gaps template").content.firstElementChild.cloneNode(true);
  const words = findRange(...gap.at)?.toString() ?? document.getElementById("t").textContent;
  item.id = gap.id;
  item.querySelector(".gap-words").textContent = words;
  const link = item.querySelector("a");
  link.href = link.getAttribute("href").replace("/0/", `/${gap.index}/`);
  if (item.querySelector("form")) item.querySelector("[name=index]").value = gap.index;
  const next = document.getElementById(gap.next);
  if (next) next.before(item); else (document.querySelector("#claims > .cards") ?? document.getElementById("claims")).append(item);
  return item;
}

// A press on words that no claim holds leads to their sentence.
document.getElementById("text")?.addEventListener("click", (event) => {
  if (event.target.closest("a, button, .claim") || !getSelection().isCollapsed) return;
  const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const place = caret && findPlace(caret.offsetNode, caret.offset);
  const gap = place !== null && [...readGaps().values()].flat().find(({ at }) => at[0] <= place && place <= at[1]);
  if (gap && document.querySelector(".side-scroll")?.checkVisibility()) goToItem(gap);
});
