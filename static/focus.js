// Focus stays where the person was when a part of the page is swapped.
// A swapped card tells its marks in the text, and focus stays on the claim.
document.addEventListener("htmx:afterSwap", (event) => {
  const card = event.detail.elt;
  frameView();
  if (!card?.matches?.(".card")) return;
  const number = card.id.slice(6);
  all(`[data-claim="${number}"], .key[href="#claim-${number}"]`).forEach((one) => { one.dataset.state = card.dataset.state; });
  goTo(number, { scroll: false, focus: true });
});
