// Changes by others and by workers arrive without a reload. The page asks for its version;
// when that changed it reads itself once more and swaps the parts that differ. A part that
// somebody is at (focus, typed words, an open fold, marked text) is left alone, and so are
// new and gone rows: a button offers them. Hidden tabs ask nothing.
{
  const live = document.getElementById("live");
  const PARTS = ".card, #desk-head, .rows > li, tr[id^=article-], .evidence, #claim-status, [data-part]";
  const TOKEN = /(name="csrfmiddlewaretoken" value=")[^"]*/g;
  const MARGIN = 30_000; // milliseconds: an act is dated when it begins, not when it is written
  const SLOWEST = 60_000;
  const baseline = new Map();
  let version = "";
  let acts = 0; // of this person, on this page
  let ownAt = -1e6; // when the last one was done: what follows from it is no news to them
  let fresh = null; // the page as it was last read
  let waiting = new Set(); // parts that differ and were left alone
  let pause = Number(live?.dataset.seconds ?? 4) * 1000;

  // What a part is, without what differs from one reading to the next.
  function write(part) {
    const copy = part.cloneNode(true);
    for (const one of copy.querySelectorAll("[data-ages]")) one.remove();
    for (const one of copy.querySelectorAll("details[open]")) one.removeAttribute("open");
    for (const one of [copy, ...copy.querySelectorAll("[class*=htmx-]")]) {
      one.classList.remove("htmx-added", "htmx-settling", "htmx-swapping", "htmx-request");
      if (!one.classList.length) one.removeAttribute("class");
    }
    copy.removeAttribute("aria-current");
    return copy.outerHTML.replace(TOKEN, "$1");
  }

  const listParts = (root) => [...root.querySelectorAll(PARTS)].filter((part) => part.id);

  const hasTyped = (root) => [...root.querySelectorAll("input, textarea, select")].some(isTyped);

  // A part that waits for a worker may be swapped under the focus, which is put back.
  function isBusy(part) {
    const marked = getSelection();
    return (part.contains(document.activeElement) && !part.matches("[data-waiting]"))
      || Boolean(part.querySelector("details[open] form"))
      || hasTyped(part)
      || (!marked.isCollapsed && marked.containsNode(part, true));
  }

  function swap(old, part) {
    const next = document.importNode(part, true);
    const at = old.contains(document.activeElement) && describe(document.activeElement);
    if (old.hasAttribute("aria-current")) next.setAttribute("aria-current", old.getAttribute("aria-current"));
    old.replaceWith(next);
    if (at) takeFocus(findAgain(at, next) ?? next);
    window.htmx?.process(next);
    baseline.set(next.id, write(part));
    if (!next.matches(".card")) return;
    const number = next.id.slice(6);
    for (const mark of document.querySelectorAll(`[data-claim="${number}"], .key[href="#claim-${number}"]`)) mark.dataset.state = next.dataset.state;
  }

  // Swap what may be swapped; gives how many were.
  function bringIn() {
    let swapped = 0;
    const parts = new Map(listParts(fresh).map((part) => [part.id, part]));
    waiting = new Set([...baseline.keys()].filter((id) => !parts.has(id)));
    for (const [id, part] of parts) {
      const old = document.getElementById(id);
      if (!old) waiting.add(id);
      else if (write(part) !== baseline.get(id)) {
        if (isBusy(old)) waiting.add(id);
        else { swap(old, part); swapped += 1; }
      }
    }
    if (swapped) { window.frameView?.(); window.countEdges?.(); }
    return swapped;
  }

  const say = (words, n) => words.replace("{n}", n);

  function tell(swapped) {
    const data = live.dataset;
    const told = document.getElementById("live-told");
    if (swapped && performance.now() - ownAt > 15_000) told.textContent = swapped === 1 ? data.toldOne : say(data.toldMany, swapped);
    const words = waiting.size === 1 ? data.one : say(data.many, waiting.size);
    if (waiting.size && (live.hidden || live.querySelector("[data-count]").textContent !== words)) told.textContent = words;
    live.querySelector("[data-count]").textContent = words;
    live.hidden = waiting.size === 0;
  }

  // What stood for a wait goes to what was waited for.
  function leaves(answer, words) {
    const over = document.querySelector("[data-leave]") && answer.ok && !words.includes("data-leave");
    if (over) location.assign(answer.url);
    return over;
  }

  async function readAgain() {
    let answer;
    let words;
    let since;
    do { // an act of one's own meanwhile makes what was read old
      since = acts;
      answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
      words = await answer.text();
      if (leaves(answer, words)) return;
      if (!answer.ok || answer.redirected) return;
    } while (since !== acts);
    fresh = new DOMParser().parseFromString(words, "text/html");
    tell(bringIn());
  }

  // One's own acts swap parts too: what they brought is what later readings differ from.
  function takeOwn() {
    const parts = listParts(document);
    const there = new Set(parts.map((part) => part.id));
    for (const id of [...baseline.keys()]) if (!there.has(id)) baseline.delete(id);
    for (const part of parts) if (!waiting.has(part.id)) baseline.set(part.id, write(part));
  }

  async function ask() {
    const headers = version ? { "If-None-Match": `"${version}"` } : {};
    const answer = await fetch(live.dataset.url, { headers, cache: "no-store" });
    if (answer.redirected || answer.status === 404 || answer.status === 403) return false; // signed out, or shut out
    if (answer.status === 304) { if (fresh && waiting.size) tell(bringIn()); return true; }
    if (!answer.ok) throw new Error(answer.status);
    const first = !version;
    version = answer.headers.get("ETag").replace(/^W\/|"/g, "");
    const { changed_at: changed } = await answer.json();
    if (!first || Date.parse(changed) > Date.parse(live.dataset.at) - MARGIN) await readAgain();
    return true;
  }

  const pickPause = () => (document.querySelector("[data-waiting]") ? 2 : Number(live.dataset.seconds)) * 1000;
  let timer = 0;
  let asking = false;
  async function poll() {
    clearTimeout(timer);
    if (document.hidden || asking) return;
    asking = true;
    let goOn = true;
    try {
      goOn = await ask();
      pause = pickPause();
    } catch {
      pause = Math.min(pause * 2, SLOWEST); // the desk is away: ask less often
    }
    asking = false;
    if (goOn) timer = setTimeout(poll, pause);
  }

  function show() {
    if (hasTyped(document.getElementById("main"))) {
      document.getElementById("live-told").textContent = live.dataset.typed;
      live.querySelector("[data-count]").textContent = live.dataset.typed;
      return;
    }
    keepPlace();
    location.reload();
  }

  if (live) {
    for (const part of listParts(document)) baseline.set(part.id, write(part));
    document.addEventListener("htmx:beforeRequest", () => { acts += 1; });
    document.addEventListener("htmx:afterSwap", () => { acts += 1; ownAt = performance.now(); fresh = null; takeOwn(); if (document.querySelector("[data-waiting]")) timer = setTimeout(poll, pickPause(), clearTimeout(timer)); });
    document.addEventListener("visibilitychange", poll);
    live.querySelector("button").addEventListener("click", show);
    poll();
    addEventListener("load", () => {
      const ids = (sessionStorage.getItem("live-place") ?? "").split(" ");
      sessionStorage.removeItem("live-place");
      const items = listed();
      goToItem(ids.map((id) => items.find((item) => item.id === id)).find(Boolean));
    });
  }
}
