// The command palette, Ctrl K or Cmd K: acts of this page and rooms by their letters in
// order, articles, claims and sources from the desk. ARIA's combobox with a list box.
const palette = document.getElementById("palette");
const paletteField = document.getElementById("palette-field");
const paletteList = document.getElementById("palette-list");
const MOST = 9; // lines of the page itself
let lines = [];
let asking = null;
let waiting = 0;
let entered = false;

const wordsOf = (control) => {
  const copy = control.cloneNode(true);
  all("kbd, .count, .n, svg", copy).forEach((one) => one.remove());
  return copy.textContent.replace(/\s+/g, " ").trim();
};

// Acts on the claim one is at come first, links of the page last.
const rank = (control) => (control.closest("[aria-current=true]") ? 0 : control.matches(".btn, button") ? 1 : 2);

// What can be done or gone to from here. An act's line presses its control.
function gatherLines() {
  const own = all("main :is(button.btn, summary.btn, a.btn, [data-act]), main :is(.crumbs, .links, .savedtabs, .tabs) a");
  const acts = own.filter((control) => isShown(control) && !control.matches("input, [aria-disabled=true]"));
  acts.sort((one, other) => rank(one) - rank(other));
  const rooms = all("header.bar :is(nav, .person-sheet) :is(a, button)");
  const found = [
    ...acts.map((control) => ({ label: wordsOf(control), hint: palette.dataset.actHint, do: () => press(control) })),
    ...rooms.map((control) => ({ label: wordsOf(control), hint: palette.dataset.roomHint, do: () => control.click() })),
  ];
  const known = new Set();
  return found.filter((line) => line.label && !known.has(line.label) && known.add(line.label));
}

// Points for letters found in order, more at beginnings of words and in a row; 0 is no fit.
function rate(typed, label) {
  const text = label.toLowerCase();
  let points = 1;
  let at = -1;
  for (const letter of typed.toLowerCase().replace(/\s+/g, "")) {
    const next = text.indexOf(letter, at + 1);
    if (next < 0) return 0;
    points += next === at + 1 ? 3 : 1;
    if (next === 0 || text[next - 1] === " ") points += 3;
    at = next;
  }
  return points / (1 + text.length / 200);
}

// Lines of the page in two heaps: those that hold what was typed, and those that only have
// its letters in order. A bare number is a claim's, which the desk finds.
function pickLines(typed, own) {
  if (/^#?\d+$/.test(typed)) return [[], []];
  const rated = own.map((line) => ({ line, points: rate(typed, line.label) })).filter((one) => one.points);
  if (typed) rated.sort((one, other) => other.points - one.points);
  const kept = rated.slice(0, MOST).map((one) => one.line);
  const holds = (line) => line.label.toLowerCase().includes(typed.toLowerCase());
  return [kept.filter(holds), kept.filter((line) => !holds(line))];
}

function showLines(found) {
  lines = found;
  paletteList.replaceChildren(...found.map((line, i) => {
    const item = document.createElement("li");
    item.id = `palette-${i}`;
    item.setAttribute("role", "option");
    const hint = document.createElement("span");
    hint.className = "label";
    hint.textContent = line.hint;
    const words = document.createElement("bdi");
    words.textContent = line.label;
    item.append(words, " ", hint);
    item.addEventListener("click", () => choose(i));
    return item;
  }));
  point(0);
  document.getElementById("palette-said").textContent = found.length ? `${palette.dataset.some} ${found.length}` : palette.dataset.none;
}

function point(index) {
  const items = [...paletteList.children];
  items.forEach((item, i) => item.setAttribute("aria-selected", i === index));
  if (items[index]) paletteField.setAttribute("aria-activedescendant", items[index].id);
  else paletteField.removeAttribute("aria-activedescendant");
  items[index]?.scrollIntoView({ block: "nearest" });
}

const pointed = () => [...paletteList.children].findIndex((item) => item.getAttribute("aria-selected") === "true");

function choose(index) {
  const line = lines[index];
  if (!line) return;
  palette.close();
  if (line.url) location.assign(line.url);
  else line.do();
}

async function askDesk(typed, [sure, loose]) {
  asking?.abort();
  asking = new AbortController();
  const article = document.querySelector("[data-article]")?.dataset.article ?? "";
  const query = new URLSearchParams({ q: typed, article });
  try {
    const answer = await fetch(`${palette.dataset.url}?${query}`, { signal: asking.signal });
    if (!answer.ok || paletteField.value.trim() !== typed) return;
    const { hits } = await answer.json();
    const kept = pointed();
    showLines([...sure, ...hits, ...loose]);
    if (kept > 0 && kept < sure.length) point(kept);
    if (entered) choose(0);
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

function lookUp() {
  const typed = paletteField.value.trim();
  const own = pickLines(typed, gatherLines());
  entered = false;
  showLines(own.flat());
  clearTimeout(waiting);
  waiting = setTimeout(() => askDesk(typed, own), typed ? 120 : 0);
}

function openPalette() {
  if (palette.open || document.querySelector("dialog[open]")) return;
  paletteField.value = "";
  palette.showModal(); // the browser brings focus back where it was
  paletteField.focus();
  lookUp();
}

const MOVES = { ArrowDown: 1, ArrowUp: -1 };
if (palette) {
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    if (palette.open) palette.close(); else openPalette();
  });
  paletteField.addEventListener("input", lookUp);
  paletteField.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      entered = !lines.length; // nothing yet: the first line that the desk gives is taken
      choose(pointed());
    }
    if (!MOVES[event.key] || !lines.length) return;
    event.preventDefault();
    point((pointed() + MOVES[event.key] + lines.length) % lines.length);
  });
  palette.addEventListener("click", (event) => { if (event.target === palette) palette.close(); });
  all("[data-palette]").forEach((button) => { button.hidden = false; button.addEventListener("click", openPalette); });
}
