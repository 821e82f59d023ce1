// Marked words of one paragraph become the form's words, and their place in code points; on a
// claim's own page those of its sentence become the words it is to stand on.
// What stands in the page but not in the text (numbers, waivers) does not count.
const count = (words) => [...words].length;
const inText = (node) => !node.parentElement.closest(".key, .waiver") && !(node.data === " " && node.nextSibling?.matches?.(".waiver"));

function readMarked() {
  const marked = getSelection();
  if (!marked.rangeCount || marked.isCollapsed) return null;
  const range = marked.getRangeAt(0);
  const field = document.getElementById("span_form-words");
  if (field) {
    const inside = document.querySelector(".claim-head .lede")?.contains(range.commonAncestorContainer);
    return inside && marked.toString().trim() ? { field, words: marked.toString().trim(), box: range.getBoundingClientRect() } : null;
  }
  const block = (range.startContainer.parentElement ?? range.startContainer).closest?.("[data-start]");
  if (!block || !document.getElementById("make")) return null;
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let before = "";
  let words = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!inText(node)) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.data.length;
    if (!range.intersectsNode(node)) { if (!words) before += node.data; continue; }
    if (!words) before += node.data.slice(0, from);
    words += node.data.slice(from, to);
  }
  if (!words.trim()) return null;
  const blank = words.length - words.trimStart().length;
  return { words: words.trim(), start: Number(block.dataset.start) + count(before + words.slice(0, blank)), box: range.getBoundingClientRect() };
}

// The offset in the text of a place in a node of it; null outside.
function findPlace(target, offset) {
  const block = target?.parentElement?.closest("#text [data-start]");
  if (!block || !inText(target)) return null;
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let before = "";
  for (let node = walker.nextNode(); node !== target; node = walker.nextNode()) if (inText(node)) before += node.data;
  return Number(block.dataset.start) + count(before + target.data.slice(0, offset));
}

// The place of words in the text, by their offsets in code points; null in the headline.
function findRange(start, end) {
  const block = all("#text [data-start]").findLast((one) => Number(one.dataset.start) <= start);
  if (!block) return null;
  const range = document.createRange();
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let at = Number(block.dataset.start);
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!inText(node)) continue;
    const points = [...node.data];
    const unit = (place) => points.slice(0, place - at).join("").length;
    if (!begun && start < at + points.length) { range.setStart(node, unit(start)); begun = true; }
    if (begun && end <= at + points.length) { range.setEnd(node, unit(end)); return range; }
    at += points.length;
  }
  return null;
}

function fillMarked(found) {
  if (found.field) {
    found.field.value = found.words;
    document.getElementById("make-here").hidden = true;
    getSelection().removeAllRanges();
    found.field.closest("details").open = true;
    found.field.focus();
    return;
  }
  const form = document.querySelector("#make form");
  form.closest("[role=tabpanel][hidden]") && showTab(document.getElementById("tab-claims"), { focus: false });
  document.getElementById("make").open = true;
  document.getElementById("make-here").hidden = true;
  getSelection().removeAllRanges();
  form.elements.words.value = found.words;
  form.elements.start.value = found.start;
  form.elements.kind.focus();
  form.scrollIntoView({ block: "nearest" });
}

let found = null;
document.addEventListener("selectionchange", () => {
  const button = document.getElementById("make-here");
  if (!button) return;
  const fresh = readMarked();
  button.hidden = !fresh;
  if (!fresh) return;
  found = fresh;
  button.style.insetBlockStart = `${Math.max(8, found.box.top - 48)}px`;
  button.style.insetInlineStart = `${Math.max(8, Math.min(found.box.left, innerWidth - 160))}px`;
});
const makeHere = document.getElementById("make-here");
if (makeHere) {
  document.body.append(makeHere);
  makeHere.addEventListener("mousedown", (event) => event.preventDefault()); // keeps what is marked
  makeHere.addEventListener("click", () => { if (found) fillMarked(found); });
  document.querySelector("#make form")?.elements.words.addEventListener("input", () => { document.querySelector("#make form").elements.start.value = ""; });
}
