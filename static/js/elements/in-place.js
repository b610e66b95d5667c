/* After an answer in place the focus is where one goes on: at what is wrong, in the form that opened, on the new post;
   else on what had it, or on what stands in its place now. What came of it is said by the server, in #said or #messages. */
const NEXT = "[data-error-summary], [data-focus]";
const BUTTON = "button:not([hidden], [tabindex='-1'])";
const CONTROLS = `${BUTTON}, a[href], summary, input:not([type=hidden]), select, textarea`;
const MOMENT = 500; // milliseconds after which what a page says when it opens is read out
let holders = []; // of the focus, from the inside out, by their ids

document.addEventListener("htmx:beforeSwap", () => {
  holders = [];
  for (let part = document.activeElement; part; part = part.parentElement) if (part.id) holders.push(part.id);
});

document.addEventListener("htmx:load", ({ target }) => {
  if (target === document.body) return;
  (target.matches(NEXT) ? target : target.querySelector(NEXT))?.focus();
});

document.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement !== document.body) return;
  const holder = holders.map((id) => document.getElementById(id)).find(Boolean);
  if (!holder) return;
  const isTarget = holder.hasAttribute("tabindex") || holder.matches(CONTROLS);
  const control = isTarget ? holder : (holder.querySelector(BUTTON) ?? holder.querySelector(CONTROLS) ?? holder);
  if (control === holder && !isTarget) holder.tabIndex = -1;
  control.focus();
});

addEventListener("load", () => setTimeout(() => {
  const messages = document.getElementById("messages");
  messages.replaceChildren(...[...messages.childNodes].map((node) => node.cloneNode(true)));
}, MOMENT));
