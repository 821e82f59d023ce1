// The verdict form: canned reasons go in where the cursor is, and a step of the scale that
// rests on sources asks for one first. Without this file the service does both.
document.addEventListener("click", (event) => {
  const canned = event.target.closest("[data-canned]");
  if (!canned) return;
  const field = canned.form.elements.rationale;
  event.preventDefault();
  const start = field.selectionStart ?? field.value.length;
  const before = field.value.slice(0, start).trimEnd();
  const after = field.value.slice(field.selectionEnd ?? start).trimStart();
  field.value = [before, canned.dataset.canned, after].filter(Boolean).join("\n\n");
  const step = canned.closest("[data-for]").dataset.for;
  const radio = step && canned.form.querySelector(`[name=rating][value="${CSS.escape(step)}"]`);
  if (radio && !canned.form.querySelector("[name=rating]:checked")) radio.checked = true;
  canned.closest("details").open = false;
  field.focus();
});

document.addEventListener("click", (event) => {
  const radio = event.target.closest(".scale [data-rests]");
  const told = radio?.closest("form").querySelector("[data-source-first]");
  if (!told) return;
  event.preventDefault(); // the step is not chosen
  told.setAttribute("role", "alert"); // not before: a refusal is where focus goes after an act
  told.hidden = false;
  const fold = document.getElementById("cite");
  if (!fold) return;
  fold.open = true;
  (fold.querySelector("[data-first]") ?? fold.querySelector("select, input:not([type=hidden])")).focus();
  fold.scrollIntoView({ block: "nearest" });
});
