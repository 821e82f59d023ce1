// What was typed in one form outlives an act of another: the claim's desk comes back whole
// from every act, and takes the words that were not sent yet with it.

// Whether somebody put something into a field that the desk did not.
function isTyped(field) {
  if (field.type === "hidden" || field.type === "file") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.localName !== "select") return field.value !== field.defaultValue;
  const given = [...field.options].findIndex((one) => one.defaultSelected);
  return field.selectedIndex !== Math.max(given, 0);
}

{
  let kept = [];

  document.addEventListener("htmx:beforeSwap", (event) => {
    const sent = event.detail.requestConfig?.elt;
    const fields = event.detail.target?.querySelectorAll("input, textarea, select") ?? [];
    kept = [...fields].filter((one) => one.id && one.form !== sent && isTyped(one)).map((one) => ({
      id: one.id, value: one.value, checked: one.checked,
    }));
  });

  document.addEventListener("htmx:afterSwap", () => {
    for (const was of kept) {
      const field = document.getElementById(was.id);
      if (!field) continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked = was.checked;
      else field.value = was.value;
      const fold = field.closest("details");
      if (fold) fold.open = true;
    }
    kept = [];
  });
}
