// Who else has this open, and who is typing: asked when the page is opened, when typing
// begins, and every 20 seconds while the page is looked at.
{
  const form = document.getElementById("presence");
  const told = document.getElementById("presence-told");
  const editing = form?.elements.editing;
  let timer = 0;

  async function say() {
    clearTimeout(timer);
    if (document.hidden) return;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (answer.redirected || !answer.ok) return; // signed out, or shut out
      const { words } = await answer.json();
      if (told.textContent !== words) told.textContent = words;
    } catch { /* the desk is away: ask again */ }
    timer = setTimeout(say, Number(form.dataset.seconds) * 1000);
  }

  if (form) {
    document.addEventListener("input", (event) => {
      if (editing.value || !event.target.closest("form[method=post]")) return;
      editing.value = "1";
      say();
    });
    document.addEventListener("htmx:afterSwap", () => { editing.value = ""; });
    document.addEventListener("visibilitychange", say);
    say();
  }
}
