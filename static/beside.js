// The sources of a claim beside the text: links with data-beside open the sheet #beside.
// Escape, its button or the same key again close it and give focus back.
const beside = document.getElementById("beside");
let before = null;

function closeBeside() {
  if (!beside || beside.hidden) return false;
  beside.hidden = true;
  if (before?.isConnected) before.focus();
  return true;
}

async function openBeside(link) {
  if (!beside.hidden && beside.dataset.of === link.href) { closeBeside(); return; }
  if (beside.hidden) before = link.closest(".card")?.querySelector(".card-quote a") ?? link;
  beside.dataset.of = link.href;
  await htmx.ajax("GET", link.href, { target: "#beside-sheet", swap: "outerHTML" });
  beside.hidden = false;
  document.getElementById("beside-t").focus();
}

if (beside) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-beside]");
    if (event.target.closest("#beside [data-close]")) closeBeside();
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    openBeside(link);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !document.querySelector("dialog[open]")) closeBeside(); });
}
