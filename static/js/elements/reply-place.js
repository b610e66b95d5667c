/* Replies in their place: a form that is open stays, "Close" puts the focus back, and what is marked in a post is quoted. */
class ReplyPlace extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => { if (event.target.closest("[data-close]")) this.close(); });
    this.addEventListener("htmx:load", () => this.quote());
  }

  get opener() { return document.querySelector(`[hx-target="#${this.id}"]`); }

  close() {
    this.querySelector("draft-keeper")?.hurry();
    this.replaceChildren();
    this.opener?.focus();
  }

  quote() {
    const area = this.querySelector("textarea:not([readonly])");
    if (!area || !this.quoted) return;
    const text = `${area.value.trimEnd()}${area.value.trim() ? "\n\n" : ""}${this.quoted}\n\n`;
    this.quoted = "";
    area.value = text;
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    area.setSelectionRange(text.length, text.length);
  }
}

/* The selection goes when a button is pressed, so it is read before. */
let marked = "";
document.addEventListener("pointerdown", (event) => { if (event.target.closest("[data-reply]")) marked = selectionIn(event.target); });
document.addEventListener("htmx:beforeRequest", (event) => {
  const opener = event.target.closest?.("[data-reply]");
  if (!opener) return;
  const place = document.querySelector(opener.getAttribute("hx-target"));
  const text = marked || selectionIn(opener);
  marked = "";
  if (text) place.quoted = `> ${opener.dataset.wrote}\n>\n${text.split("\n").map((line) => `> ${line}`.trimEnd()).join("\n")}`;
  const area = place.querySelector("textarea");
  if (!area) return;
  event.preventDefault();
  place.quote();
  area.focus();
});

function selectionIn(opener) {
  const selection = getSelection();
  const prose = opener.closest(".post")?.querySelector(".prose");
  return prose && selection.rangeCount && prose.contains(selection.getRangeAt(0).commonAncestorContainer) ? selection.toString().trim() : "";
}

customElements.define("reply-place", ReplyPlace);
