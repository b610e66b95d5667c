/* What makes forms pleasant. Without it they work as well. */

/* Filters apply as soon as one is chosen by pointer; who types or walks through the choices by keyboard
   ends with Enter or the button. What is not set stays out of the address. */
for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
  let typing = false;
  form.addEventListener("pointerdown", () => { typing = false; });
  form.addEventListener("keydown", (event) => { typing = event.key !== "Enter"; });
  form.addEventListener("change", () => { if (!typing) form.requestSubmit(); });
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
  });
}

document.querySelector("[data-error-summary]")?.focus();

/* The preview is drawn by the server, with the very code that will draw the post. */
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-preview]");
  if (!button || button.hasAttribute("aria-busy")) return;
  const target = button.form.querySelector("[data-preview-target]");
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(button.dataset.preview, { method: "POST", body: new FormData(button.form) });
    // A redirect leads to the sign-in page; 422 and 429 say in plain words why the text is not drawn.
    if (answer.redirected || !(answer.ok || [422, 429].includes(answer.status))) throw new Error(answer.status);
    const text = await answer.text();
    if (answer.ok) target.innerHTML = text;
    else target.textContent = text;
  } catch {
    target.textContent = button.dataset.failed;
  }
  button.removeAttribute("aria-busy");
});

/* A second press within a few seconds does nothing; later one may try again, or after coming back in history. */
const PATIENCE = 5_000; // milliseconds
const sent = new WeakMap();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (Date.now() - (sent.get(form) ?? 0) < PATIENCE) event.preventDefault();
  else sent.set(form, Date.now());
});
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) sent.delete(form);
});

/* Keys come with the first that is pressed, for members at once, and their sheet when it is asked for. */
const keyboard = document.querySelector("[data-keys]");
let keys;
const loadKeys = async () => (keys = await import(keyboard.dataset.keys));
async function loadSheet() {
  const [sheet, module] = await Promise.all([import(keyboard.dataset.sheet), keys ?? loadKeys()]);
  sheet.begin(module);
  return sheet;
}
if (keyboard) {
  if (keyboard.dataset.state) loadKeys();
  if (document.querySelector("[data-keys-switch]")) loadSheet();
  document.addEventListener("keydown", async (event) => (keys ?? (await loadKeys())).press(event));
  keyboard.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    (await loadSheet()).open();
  });
}
