// The reading desk: text, margin and cards as one. Enhancement only: every page reads and
// works without it. The files of parts/_scripts.html share one scope, in that order.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const HOT = ["detected", "open", "disputed", "recheck", "orphaned", "uncovered"];
const ITEMS = ".card[aria-current], .gap[aria-current], [data-walk] > [aria-current]";

function leaveItem() {
  all(ITEMS).forEach((old) => old.removeAttribute("aria-current"));
  all(".gap").forEach((gap) => { if (!all("input", gap).some(isTyped)) gap.remove(); });
  CSS.highlights?.delete("here");
}

// Margin marks sit on the line where their claim begins. Two fit under each other; on more
// crowded lines they stand side by side, numbers only, so that none drifts to another line.
function setLine(items, y) {
  const columns = Math.ceil(items.length / 2);
  const wide = Math.max(23, ...items.map((item) => item.textContent.trim().length * 8));
  items.forEach((item, i) => {
    const column = columns - 1 - (i % columns);
    item.classList.toggle("tight", columns > 1);
    item.hidden = column > 3;
    item.style.insetBlockStart = `${y + Math.floor(i / columns) * item.offsetHeight}px`;
    item.style.insetInlineEnd = columns > 1 ? `${column * wide}px` : "";
  });
}

function setMargins() {
  for (const list of all(".margin")) {
    if (!list.offsetParent) continue;
    const top = list.parentElement.getBoundingClientRect().top;
    const lines = new Map();
    for (const item of all("li", list)) {
      const claim = list.parentElement.querySelector(`.claim[data-claim="${item.dataset.claim}"]`);
      const y = claim ? Math.round(claim.getClientRects()[0].top - top) : 0;
      const near = [...lines.keys()].find((line) => Math.abs(line - y) < 8) ?? y;
      lines.set(near, [...(lines.get(near) ?? []), item]);
    }
    list.classList.add("set");
    for (const [y, items] of lines) setLine(items, y - list.offsetTop + 3);
  }
}

// One claim is "here": its words, key and card agree. `ledAt` is when it was gone to.
let ledAt = -1e6;
function goTo(number, { scroll = true, focus = false } = {}) {
  const card = document.getElementById(`claim-${number}`);
  if (!card?.matches(".card")) return;
  ledAt = performance.now();
  const panel = card.closest("[role=tabpanel][hidden]");
  if (panel) showTab(document.querySelector(`[aria-controls="${panel.id}"]`), { focus: false });
  card.closest("details.fold")?.setAttribute("open", "");
  leaveItem();
  card.setAttribute("aria-current", "true");
  all(".claim").forEach((c) => c.classList.toggle("here", c.dataset.claim === String(number)));
  all(".key").forEach((k) => { if (k.hash === `#claim-${number}`) k.setAttribute("aria-current", "true"); else k.removeAttribute("aria-current"); });
  if (focus) card.querySelector(".card-quote a")?.focus({ preventScroll: true });
  const pane = card.closest(".side-scroll");
  if (scroll && pane && pane.scrollHeight > pane.clientHeight + 1) {
    pane.scrollTop += card.getBoundingClientRect().top - pane.getBoundingClientRect().top - 120;
    showWords(number);
  } else if (scroll) card.scrollIntoView({ block: "center" });
  markThumb(card);
  countEdges();
}

function showWords(number) {
  const words = document.querySelector(`.claim[data-claim="${number}"]`);
  if (!words) return;
  const box = words.getBoundingClientRect();
  if (box.top < 150 || box.bottom > innerHeight - 60) words.scrollIntoView({ block: "center" });
}

function markThumb(card) {
  const here = document.querySelector(".thumb-bar [data-here]");
  if (!here) return;
  here.hash = card.id;
  here.querySelector("strong").textContent = `${card.querySelector(".card-no")?.textContent ?? "–"}  ${card.querySelector(".card-quote, .gap-words").textContent.trim()}`;
  here.querySelector("small").textContent = card.querySelector(".state, .late")?.textContent ?? "";
}

function countEdges() {
  const pane = document.querySelector(".side-scroll");
  if (!pane) return;
  const box = pane.getBoundingClientRect();
  const cards = all(".side-scroll .card").filter((c) => c.offsetParent);
  const above = cards.filter((c) => c.getBoundingClientRect().bottom < box.top + 20);
  const below = cards.filter((c) => c.getBoundingClientRect().top > box.bottom - 20);
  const scrolls = pane.scrollHeight > pane.clientHeight + 1;
  for (const [edge, list] of [["above", above], ["below", below]]) {
    const line = document.querySelector(`[data-edge="${edge}"]`);
    if (!line) continue;
    line.hidden = !scrolls;
    const hot = list.filter((c) => HOT.includes(c.dataset.state)).length;
    line.firstElementChild.textContent = list.length ? line.dataset.some.replace("{n}", list.length).replace("{hot}", hot) : line.dataset.none;
  }
}

// The links to the panels become tabs; without this file they are links down the page.
function makeTabs() {
  const list = document.querySelector("nav.tabs");
  if (!list) return;
  list.setAttribute("role", "tablist");
  for (const link of all("a", list)) {
    const panel = document.querySelector(link.hash);
    link.id = `tab-${panel.id}`;
    link.setAttribute("role", "tab");
    link.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", link.id);
    panel.removeAttribute("aria-label");
  }
  const wanted = list.querySelector(`a[href="${CSS.escape(location.hash).replace("\\#", "#")}"]`);
  showTab(wanted ?? list.querySelector("a"), { focus: false });
}

function showTab(tab, { focus = true } = {}) {
  if (!tab) return;
  for (const t of all("[role=tab]", tab.closest("[role=tablist]"))) {
    const on = t === tab;
    t.setAttribute("aria-selected", on);
    t.tabIndex = on ? 0 : -1;
    document.getElementById(t.getAttribute("aria-controls")).hidden = !on;
  }
  if (focus) tab.focus();
  countEdges();
}

// The blue frame on the strip: the part of the text that is on screen.
function frameView() {
  const frame = document.querySelector(".desk-head .coverage .view");
  const text = document.getElementById("text");
  if (!frame || !text) return;
  const box = text.getBoundingClientRect();
  const from = Math.min(Math.max((130 - box.top) / box.height, 0), 1);
  const to = Math.min(Math.max((innerHeight - box.top) / box.height, 0), 1);
  frame.setAttribute("x", from * 996 + 2);
  frame.setAttribute("width", Math.max(0, (to - from) * 996));
}

// What is walked through with j and k: claims, and sentences without one, in reading order,
// else the page's own list. A sentence becomes an item of the list when it is gone to.
const listed = () => {
  const cards = all("#claims > .cards .card");
  const gaps = readGaps();
  if (!cards.length && !gaps.size) return all("[data-walk] > *");
  return [...cards.flatMap((card) => [...(gaps.get(card.id) ?? []), card]), ...(gaps.get("") ?? [])];
};

function goToItem(item) {
  if (!item) return;
  if (item.matches(".card")) { goTo(item.id.slice(6), { focus: true }); return; }
  leaveItem();
  if (item.at) { showGap(item); return; }
  item.setAttribute("aria-current", "true");
  (item.querySelector("a[data-open], a[href]") ?? item).focus({ preventScroll: true });
  item.scrollIntoView({ block: "center" });
}

function keepPlace() {
  const here = document.querySelector(".card[aria-current], .gap[aria-current]");
  const items = listed();
  const now = items.findIndex((item) => item.id === here?.id);
  if (here) sessionStorage.setItem("live-place", `${here.id} ${items[now + 1]?.id ?? ""}`);
}

function step(by, among = "*") {
  const items = listed().filter((item) => item.matches(among));
  const now = items.findIndex((c) => c.hasAttribute("aria-current"));
  goToItem(items[Math.max(0, Math.min(now + by, items.length - 1))]);
}

// The next one after the current that needs somebody; past the end, the first such. Says
// whether there is one.
function stepTo(wanted) {
  const items = listed();
  const now = items.findIndex((c) => c.hasAttribute("aria-current"));
  const item = items.find((c, i) => i > now && wanted(c)) ?? items.find(wanted);
  goToItem(item);
  return Boolean(item);
}

document.addEventListener("click", (event) => {
  const key = event.target.closest(".key, [data-first], [data-step], [role=tab]");
  if (!key) return;
  if (key.matches("[role=tab]")) { event.preventDefault(); showTab(key); return; }
  if (key.dataset.step) { event.preventDefault(); step(Number(key.dataset.step), ".card"); return; }
  if (key.dataset.first) {
    const states = key.dataset.first.split(" ");
    const cards = listed().filter((c) => states.includes(c.dataset.state));
    const now = cards.findIndex((c) => c.hasAttribute("aria-current"));
    const card = cards[(now + 1) % cards.length];
    if (card) { event.preventDefault(); goToItem(card); }
    return;
  }
  event.preventDefault();
  goTo(key.hash.slice(7), { focus: true });
});

document.addEventListener("keydown", (event) => {
  const tab = event.target.closest?.("[role=tab]");
  if (!tab || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  const tabs = all("[role=tab]", tab.closest("[role=tablist]"));
  showTab(tabs[(tabs.indexOf(tab) + (event.key === "ArrowRight" ? 1 : tabs.length - 1)) % tabs.length]);
});

document.addEventListener("change", ({ target }) => {
  if (target.name === "all-shown") all("[name=claim][form=bulk]").forEach((box) => { box.checked = target.checked; });
});
document.addEventListener("submit", (event) => {
  const busy = event.target.querySelector("[data-busy]");
  if (busy) busy.textContent = busy.dataset.busy;
});
addEventListener("pageshow", () => all("[data-busy]").forEach((busy) => { busy.textContent = ""; }));
if (matchMedia("(max-width: 46rem)").matches) all(".facet-fold").forEach((fold) => { fold.open = false; });
document.querySelector(".side-scroll")?.addEventListener("scroll", countEdges, { passive: true });
addEventListener("scroll", frameView, { passive: true });
addEventListener("resize", () => { setMargins(); frameView(); countEdges(); });
makeTabs();
frameView();
document.fonts.ready.then(() => {
  setMargins();
  const asked = location.hash.match(/^#claim-(\d+)$/);
  if (asked) goTo(asked[1]);
  else if (location.hash) goToItem(listed().find((item) => item.id === location.hash.slice(1)));
  countEdges();
});
