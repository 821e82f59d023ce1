// The tour, one step at a time; without this file all steps stand on the page.
const tour = document.querySelector("[data-tour]");
if (tour) {
  const steps = [...tour.children];
  const [back, next] = all("[data-tour-step]");
  const end = document.querySelector("[data-tour-end]");
  const enough = end.textContent;
  let at = 0;

  const showStep = (index, focus) => {
    at = Math.max(0, Math.min(index, steps.length - 1));
    steps.forEach((step, i) => { step.hidden = i !== at; });
    back.hidden = at === 0;
    next.hidden = at === steps.length - 1;
    end.textContent = next.hidden ? end.dataset.last : enough;
    end.classList.toggle("main", next.hidden);
    document.querySelector("[data-tour-at]").textContent = tour.dataset.count.replace("##", steps.length).replace("#", at + 1);
    if (focus) steps[at].querySelector("h2").focus();
  };

  document.querySelector("[data-tour-steps]").hidden = false;
  all("[data-tour-step]").forEach((button) => button.addEventListener("click", () => showStep(at + Number(button.dataset.tourStep), true)));
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input, textarea, select") || document.querySelector("dialog[open]")) return;
    if (event.key === "ArrowRight") showStep(at + 1, true);
    if (event.key === "ArrowLeft") showStep(at - 1, true);
  });
  showStep(0, false);
}
