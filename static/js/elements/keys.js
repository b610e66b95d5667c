/* Single keys press what the page offers: data-key names the key of a link, button or field, data-row what j and k
   walk along. A key inside a row acts on the row in focus. Nothing happens that could not be pressed by pointer. */
const MOVES = { j: 1, k: -1 };
const FIRST_OF_TWO = "g";
const PATIENCE = 1_500; // milliseconds between the two keys of "g h"
const FIELDS = "input:not([type=checkbox]), select, textarea, [contenteditable]:not([contenteditable=false])";

let begun = "", begunAt = 0;

export function press(event) {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.key.length !== 1) return;
  if (isOff() || event.target.closest?.(FIELDS) || document.querySelector("dialog[open]")) return;
  const key = event.shiftKey ? event.key : event.key.toLowerCase(); // caps lock is no reason
  const keys = (event.timeStamp - begunAt < PATIENCE ? begun : "") + key;
  begun = keys === FIRST_OF_TWO ? key : "";
  begunAt = event.timeStamp;
  if (!begun && act(keys, event.repeat)) event.preventDefault();
}

export function isOffered(key) {
  if (MOVES[key]) return rows().length > 0;
  return Boolean(document.querySelector(named(key)) || (key === "o" && rows().length));
}

/* A member's choice is the server's, a visitor's this browser's. A browser that forbids storage throws even on reading. */
export function isOff() {
  const kept = document.querySelector("[data-keys]").dataset.state;
  if (kept) return kept === "off";
  try { return localStorage.getItem("keys") === "off"; } catch { return false; }
}

function act(key, isHeld) {
  if (MOVES[key]) return move(MOVES[key]);
  const row = current();
  const element = row?.querySelector(named(key)) ?? (key === "o" ? row && linkOf(row) : outsideRows(key));
  if (!element || isHeld) return Boolean(element);
  if (key === "q") mark(row.querySelector(".prose"));
  if (element.matches(FIELDS)) element.focus();
  else element.click();
  return true;
}

/* What is marked is quoted; if nothing is, the whole post. */
function mark(prose) {
  const marked = getSelection();
  if (marked.isCollapsed || !prose.contains(marked.anchorNode)) marked.selectAllChildren(prose);
}

/* From the row in focus, else from what stands before the reader. */
function move(step) {
  const all = rows();
  const here = all.indexOf(current());
  const inSight = all.findIndex((row) => row.getBoundingClientRect().bottom > 64);
  const next = all[here < 0 ? (inSight < 0 ? 0 : inSight) : here + step];
  if (!next) return all.length > 0;
  (next.hasAttribute("tabindex") ? next : linkOf(next)).focus({ preventScroll: true });
  next.scrollIntoView({ block: next.hasAttribute("tabindex") ? "start" : "nearest" });
  return true;
}

const named = (key) => `[data-key~="${CSS.escape(key)}"]`;
const linkOf = (row) => row.querySelector("h3 a, a");
const rows = () => [...document.querySelectorAll("main [data-row]")].filter((row) => row.hasAttribute("tabindex") || linkOf(row));
const current = () => document.activeElement.closest("[data-row]") ?? document.querySelector("[data-row]:target");
const outsideRows = (key) => [...document.querySelectorAll(named(key))].find((one) => !one.closest("[data-row]") && one.checkVisibility());
