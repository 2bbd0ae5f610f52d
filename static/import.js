// The bar of an import: asks every second how far it is, and shows the page anew when it stands still.
"use strict";

const card = document.querySelector("[data-progress]");
const bar = card.querySelector("progress");
const told = card.querySelector("[data-told]");
let state = "";

async function look() {
  try {
    const answer = await fetch(card.dataset.progress, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const now = await answer.json();
    if (!now.at_work || (state && now.state !== state)) { location.reload(); return; }
    state = now.state;
    if (now.total) {
      bar.max = now.total;
      bar.value = now.done;
      told.textContent = `${now.done} / ${now.total}`;
    }
  } catch (error) { /* asked again in a moment */ }
  setTimeout(look, 1000);
}
look();
