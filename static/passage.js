// Words marked in the captured text become the passage. Without this file sentences are ticked.
const captured = document.getElementById("captured");
const field = document.querySelector("[name=passage]");

document.addEventListener("selectionchange", () => {
  const marked = getSelection();
  if (!captured || !field || !marked.rangeCount || marked.isCollapsed) return;
  const range = marked.getRangeAt(0);
  if (!captured.contains(range.startContainer) || !captured.contains(range.endContainer)) return;
  const words = marked.toString().replace(/\s+/g, " ").trim();
  if (!words) return;
  field.value = words;
  for (const box of captured.querySelectorAll("input:checked")) box.checked = false;
});

// Ticking shows what will be cited; what is left out between two is an ellipsis.
captured?.addEventListener("change", () => {
  const boxes = [...captured.querySelectorAll("input[type=checkbox]")];
  let words = "";
  let last = -1;
  boxes.forEach((box, at) => {
    if (!box.checked) return;
    const said = box.parentElement.querySelector("span").textContent.replace(/\s+/g, " ").trim();
    words += (words ? (at === last + 1 ? " " : " … ") : "") + said;
    last = at;
  });
  if (words) field.value = words;
});

// A drag over the words marks them and ticks nothing.
captured?.addEventListener("click", (event) => {
  if (!getSelection().isCollapsed && event.target.matches("span, label")) event.preventDefault();
});

const wanted = captured?.dataset.find.toLocaleLowerCase();
if (wanted) {
  const row = [...captured.children].find((one) => one.textContent.toLocaleLowerCase().includes(wanted));
  row?.scrollIntoView({ block: "center" });
  row?.querySelector("input").focus({ preventScroll: true });
}
