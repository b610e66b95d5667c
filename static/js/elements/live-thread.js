/* "3 new replies": shown when there are some, and inserted on request without moving what is being read. */
const LIST = ".thread-tree, .thread-flat";
const POST = "[data-row]";

class LiveThread extends HTMLElement {
  connectedCallback() {
    this.numbers = new Set();
    this.button = this.querySelector("button");
    this.link = this.querySelector("a");
    this.button.addEventListener("click", () => this.insert());
    this.link.addEventListener("click", () => { this.link.hidden = true; });
    document.addEventListener("live:replies", ({ detail }) => {
      for (const number of detail.numbers) this.numbers.add(number);
      setTimeout(() => this.show(), 200); // one's own reply may be on its way into the page
    });
    document.addEventListener("htmx:afterSettle", () => this.show());
  }

  show() {
    for (const number of this.numbers) if (document.getElementById(`p${number}`)) this.numbers.delete(number);
    const count = this.numbers.size;
    if (count) this.button.lastElementChild.textContent = count === 1 ? this.dataset.one : this.dataset.many.replace("0", count);
    this.button.hidden = !count;
  }

  async insert() {
    this.button.setAttribute("aria-busy", "true");
    const fresh = await this.fetched();
    this.button.removeAttribute("aria-busy");
    const list = document.querySelector(LIST), theirs = fresh?.querySelector(LIST);
    const added = list && theirs ? keepingPlace(() => merge(list, theirs)) : [];
    if (!added.length) return location.assign(this.dataset.post.replace("/0/", `/${Math.min(...this.numbers)}/`));
    globalThis.htmx?.process(list);
    this.show();
    const post = added[0].querySelector(POST);
    post.focus({ preventScroll: true });
    this.link.hash = post.id;
    this.link.lastElementChild.textContent = this.dataset.go.replace("0", post.id.slice(1));
    this.link.hidden = isInSight(post);
  }

  async fetched() {
    try {
      const answer = await fetch(location.pathname + location.search);
      if (answer.ok) return new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch { /* no line: the address of the post will say so */ }
  }
}

/* Each post that is new comes after the one that it follows on the server's page. */
function merge(list, theirs) {
  const added = [];
  let before = null;
  for (const row of [...theirs.children]) {
    const post = row.querySelector(POST);
    const here = post && document.getElementById(post.id)?.closest("li");
    if (here) { before = here; continue; }
    row.dataset.new = "";
    if (document.getElementById("new")) row.querySelector("#new")?.remove(); // the line that opens what is unread
    if (before) before.after(row);
    else list.prepend(row);
    before = row;
    added.push(row);
  }
  return added;
}

/* The browser's own anchoring is switched off meanwhile: not all have it, and two would move the page twice. */
function keepingPlace(change) {
  const root = document.documentElement;
  root.style.overflowAnchor = "none";
  const read = [...document.querySelectorAll(`:is(${LIST}) > li, #reply`)].find((part) => part.getBoundingClientRect().bottom > 0);
  const top = read?.getBoundingClientRect().top;
  const result = change();
  if (read) scrollBy({ top: read.getBoundingClientRect().top - top, behavior: "instant" });
  requestAnimationFrame(() => { root.style.overflowAnchor = ""; });
  return result;
}

function isInSight(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

customElements.define("live-thread", LiveThread);
