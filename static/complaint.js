// The pages of a case: what is known beside a form while it is filled in, photos by paste, nothing typed ever lost.
// Every page works without it; then the part beside the form stands as it was when the page was made.
"use strict";

(() => {
  const each = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const PAUSE = 350;

  // Beside the form: asked anew a moment after the last key.
  function live(form) {
    const into = document.getElementById(form.dataset.liveInto);
    let timer = 0;
    let turn = 0;
    async function ask() {
      const mine = ++turn;
      const values = new FormData(form);
      each("input[type=file]", form).forEach((input) => {
        // The panel needs to know that there are photos, not the photos.
        values.delete(input.name);
        if (input.files.length) values.append("photo_count", String(input.files.length));
      });
      try {
        const answer = await fetch(form.dataset.live, { method: "POST", body: values });
        if (answer.ok && mine === turn) into.innerHTML = await answer.text();
      } catch (error) { /* stays as it is: the form itself will be answered */ }
    }
    const later = () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
  }

  // Photos: pasted ones join the chosen ones, each with a small picture.
  function photos(place) {
    const input = place.querySelector("input[type=file]");
    const list = place.querySelector("[data-previews]");
    if (!input) return;
    const show = () => {
      if (!list) return;
      list.replaceChildren(...Array.from(input.files).map((file) => {
        const entry = document.createElement("li");
        if (file.type.startsWith("image/")) {
          const picture = document.createElement("img");
          picture.src = URL.createObjectURL(file);
          picture.alt = file.name;
          entry.append(picture);
        } else { entry.textContent = file.name; }
        return entry;
      }));
    };
    input.addEventListener("change", show);
    input.form.addEventListener("paste", (event) => {
      const pasted = Array.from(event.clipboardData ? event.clipboardData.files : []);
      if (!pasted.length) return;
      event.preventDefault();
      const together = new DataTransfer();
      [...input.files, ...pasted].forEach((file) => together.items.add(file));
      input.files = together.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    show();
  }

  // A refused form comes back from the server; a browser empties its file fields. So the form travels by fetch, and when
  // it is refused the page's content is exchanged while the filled file fields move over.
  async function send(event) {
    const form = event.target;
    const filled = each("input[type=file]", form).filter((input) => input.files.length);
    if (!filled.length) return;
    event.preventDefault();
    event.stopPropagation();
    if (form.dataset.travels) return;
    form.dataset.travels = "1";
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (answer.redirected) { location.assign(answer.url); return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const content = page.getElementById("main");
      if (!content || answer.status !== 422) { form.submit(); return; }
      document.getElementById("main").replaceWith(content);
      filled.forEach((input) => {
        const empty = content.querySelector(`input[type=file][name="${CSS.escape(input.name)}"]`);
        if (empty) empty.replaceWith(input);
      });
      each("[data-pick]", content).forEach((box) => new Pick(box)); // of app.js
      start(content);
      const first = content.querySelector("[aria-invalid=true]") || content.querySelector("[role=alert]");
      if (first) first.scrollIntoView({ block: "center" });
      toFirstWrong(content); // of app.js
    } catch (error) {
      delete form.dataset.travels;
      form.submit();
    }
  }

  // Lines of a proposal: what does not belong to the remedy is out of the way.
  const GOODS = ["exchange", "replacement"];
  const MONEY = ["refund", "cash"];
  function line(place) {
    const remedy = place.querySelector("select");
    const fit = () => {
      each(".goods-only", place).forEach((part) => { part.hidden = remedy.value !== "" && !GOODS.includes(remedy.value); });
      each(".money-only", place).forEach((part) => { part.hidden = remedy.value === "" || !MONEY.includes(remedy.value); });
    };
    remedy.addEventListener("change", fit);
    const clear = place.querySelector("[data-clear-line]");
    if (clear) {
      clear.addEventListener("click", () => {
        each("input, select, textarea", place).forEach((field) => { field.value = ""; });
        remedy.dispatchEvent(new Event("change", { bubbles: true }));
      });
    }
    fit();
  }

  function start(root) {
    each("form[data-live]", root).forEach(live);
    each("[data-paste]", root).forEach(photos);
    each("form[data-keeps-files]", root).forEach((form) => form.addEventListener("submit", send));
    each("[data-line]", root).forEach(line);
  }

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest && event.target.closest("form.form");
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
  });

  // Ticking several rows of a form of our own.
  document.addEventListener("change", (event) => {
    const box = event.target;
    const name = box.dataset ? box.dataset.tickAll : "";
    if (name) each(`input[name="${CSS.escape(name)}"]`).forEach((row) => { row.checked = box.checked; });
    each("[data-needs-tick]").forEach((button) => {
      const some = each(`input[name="${CSS.escape(button.dataset.needsTick)}"]:checked`).length;
      button.disabled = some === 0;
    });
  });
  each("[data-needs-tick]").forEach((button) => { button.disabled = true; });

  each("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
  start(document);
})();
