// Keys. Which key does what is in the page's own table (#desk-keys): the person may have
// changed it. A control says with data-act which act it is; what has none is in DOES.
const keyboard = JSON.parse(document.getElementById("desk-keys")?.textContent ?? "null");
const FIELDS = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";
const PATIENCE = 1200; // milliseconds between the leader and the key after it
let leader = -PATIENCE;

const DOES = {
  next: () => step(1),
  previous: () => step(-1),
  next_open: () => stepTo((item) => item.dataset.state === "open") || stepTo((item) => item.matches(".card") && HOT.includes(item.dataset.state)) || stepTo((item) => HOT.includes(item.dataset.state)),
  add_source: () => goOn("cite"),
  help: () => document.getElementById("keys").showModal(),
  go: (event) => { leader = event.timeStamp; },
};

// Say why a key did nothing, until the next one.
function tellKey(words) {
  const told = document.getElementById("key-told");
  if (told && told.textContent !== words) told.textContent = words;
}

// On to a part of the page of the claim that is here.
function goOn(part) {
  const link = document.querySelector(".card[aria-current] .card-quote a");
  if (link) location.assign(`${link.href}#${part}`);
  return Boolean(link);
}

const isShown = (control) => control.checkVisibility() && !control.closest(".card:not([aria-current]), .gap:not([aria-current]), [data-walk] > :not([aria-current])");

// The control of an act that the person would press now: of the current claim, else the page's.
function findControl(name) {
  const controls = all(`[data-act="${CSS.escape(name)}"]`).filter(isShown);
  return controls.find((control) => control.closest("[aria-current]")) ?? controls[0];
}

function press(control) {
  control.focus();
  if (control.matches(FIELDS)) return;
  control.click();
  const fold = control.matches("summary") && control.parentElement;
  if (fold?.open) (fold.querySelector("[data-first]") ?? fold.querySelector("select, input:not([type=hidden]), textarea"))?.focus();
}

// Say whether there was something to do.
function doAct(name, event) {
  const marked = name === "make" && readMarked();
  const control = findControl(name);
  if (marked) fillMarked(marked);
  else if (control) press(control);
  else if (keyboard.rooms[name]) location.assign(keyboard.rooms[name]);
  else if (!DOES[name] || DOES[name](event) === false) { tellKey(keyboard.none[name]); return false; }
  return true;
}

const boundTo = (key, inGroup) => Object.keys(keyboard.keys).find((name) => keyboard.keys[name] === key && keyboard.led.includes(name) === inGroup);

// Escape leaves a form that was opened in place, and keeps what was typed in it.
document.addEventListener("keydown", (event) => {
  const fold = event.key === "Escape" && event.target.closest?.("details.act[open]");
  if (!fold || document.querySelector("dialog[open]")) return;
  fold.open = false;
  fold.querySelector("summary").focus();
});

// A link to a part with a form opens it, ready to type.
function arrive() {
  const part = /^#(cite|edit|say)$/.test(location.hash) && document.querySelector(location.hash);
  if (!part) return;
  const summary = part.matches("details") ? part.querySelector("summary") : part.querySelector("summary[data-act]");
  if (summary && !summary.parentElement.open) press(summary);
  else part.closest("section")?.querySelector("textarea")?.focus();
  document.activeElement?.scrollIntoView({ block: "center" });
}
addEventListener("load", arrive);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Shift") tellKey("");
  if (!keyboard || event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    const form = event.target.closest?.("form");
    if (form) { event.preventDefault(); form.requestSubmit(form.querySelector("button.main, button:not([type=button])")); }
    return;
  }
  if (!keyboard.on || event.target.matches?.(FIELDS) || document.querySelector("dialog[open]")) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const led = event.timeStamp - leader < PATIENCE;
  if (event.key !== "Shift") leader = -PATIENCE;
  const name = (led && boundTo(event.key, true)) || boundTo(event.key, false);
  if (name && doAct(name, event)) event.preventDefault();
});
