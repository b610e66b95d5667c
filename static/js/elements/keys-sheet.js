/* The sheet of keys, over the page: what stands on the page of keys, but only what works here. And its switch. */
const link = document.querySelector("[data-keys]");
const dialog = Object.assign(document.createElement("dialog"), { className: "keys-sheet" });
dialog.setAttribute("aria-labelledby", "keys-head");
dialog.addEventListener("keydown", (event) => { if (event.key === "?") dialog.close(); });
dialog.addEventListener("click", (event) => { if (event.target === dialog || event.target.closest("[data-close]")) dialog.close(); });
document.addEventListener("submit", (event) => { if (event.target.matches("[data-keys-switch]")) choose(event); });
let keys;

/* The module of the keys is handed over: a second copy would not know what the first does. */
export function begin(module) {
  keys = module;
  showChoice();
}

export async function open() {
  if (document.querySelector("main #keys-head")) return document.getElementById("keys-head").focus();
  const answer = await fetch(link.href).catch(() => null);
  if (!answer?.ok) return location.assign(link.href);
  fill(new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#keys"));
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("h2").focus();
}

function fill(sheet) {
  for (const row of sheet.querySelectorAll("[data-shortcut]")) row.hidden = !keys.isOffered(row.dataset.shortcut);
  for (const group of sheet.querySelectorAll("section")) group.hidden = !group.querySelector("[data-shortcut]:not([hidden])");
  sheet.querySelector("[data-close]").hidden = false;
  dialog.replaceChildren(sheet);
  showChoice();
}

/* At once. A member's goes to the server as well, without leaving the page. */
async function choose(event) {
  event.preventDefault();
  const { value } = event.submitter;
  const isMember = Boolean(link.dataset.state);
  if (isMember) link.dataset.state = value;
  else try { localStorage.setItem("keys", value); } catch { /* forbidden or full */ }
  showChoice();
  if (!isMember) return;
  const answer = await fetch(event.target.action, { method: "POST", body: new FormData(event.target, event.submitter) }).catch(() => null);
  if (!answer?.ok) location.assign(link.href);
}

function showChoice() {
  for (const form of [...document.querySelectorAll("[data-keys-switch]"), ...dialog.querySelectorAll("[data-keys-switch]")]) {
    form.hidden = false;
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", (button.value === "off") === keys.isOff());
  }
}
