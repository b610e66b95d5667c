/* New messages come to the end of the page while it is open; they count as read by being fetched. */
const NEAR = 200; // pixels from the end: who reads further up is not moved

class LiveTalk extends HTMLElement {
  connectedCallback() {
    document.addEventListener("live:messages", () => this.refresh());
    document.addEventListener("htmx:afterSettle", ({ target }) => { if (target.id === "message") this.refresh(); });
    if (!this.hasAttribute("data-past") && !location.hash && this.list.children.length > 3) this.list.lastElementChild.scrollIntoView({ block: "end" });
  }

  get list() { return this.querySelector("ol"); }

  async refresh() {
    if (this.hasAttribute("data-past")) return;
    if (this.busy) { this.again = true; return; }
    this.busy = true;
    const theirs = await fetched();
    this.busy = false;
    if (theirs) this.merge(theirs);
    if (this.again) { this.again = false; this.refresh(); }
  }

  /* What is there is put anew where it differs (hidden since), what is not comes last. */
  merge(theirs) {
    const root = document.scrollingElement;
    const wasAtEnd = this.list.getBoundingClientRect().bottom < innerHeight + NEAR;
    let added = false;
    for (const row of [...theirs.children]) {
      const here = document.getElementById(row.id);
      if (!here) { this.list.append(row); added = true; }
      else if (here.innerText.trim() !== row.innerText.trim() && here.querySelector(".prose") && !row.querySelector(".prose")) here.replaceWith(row);
    }
    if (added && wasAtEnd) root.scrollTo({ top: root.scrollHeight, behavior: "instant" });
  }
}

async function fetched() {
  try {
    const answer = await fetch(location.pathname);
    if (answer.ok) return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("live-talk ol");
  } catch { /* no line: what is missed is there after the next message or reload */ }
  return null;
}

customElements.define("live-talk", LiveTalk);
