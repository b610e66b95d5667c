/* Tells the server which posts were read: those that stood before the reader for a moment. */
const MOMENT = 700; // milliseconds: longer than scrolling past
const REST = 1500; // milliseconds to collect in, so that one request tells of several posts
const MOST = 200; // posts in one request

class ReadMarks extends HTMLElement {
  connectedCallback() {
    this.after = Number(this.dataset.after) || 0;
    this.waiting = new Map();
    this.unsaid = new Set();
    this.said = new Set();
    this.watcher = new IntersectionObserver((entries) => entries.forEach((entry) => this.see(entry)), { threshold: [0, 0.25, 0.5, 0.75, 1] });
    this.findPosts();
    // Posts that come while the page is open count as well.
    this.arrivals = new MutationObserver(() => this.findPosts());
    for (const list of document.querySelectorAll(".thread-tree, .thread-flat")) this.arrivals.observe(list, { childList: true, subtree: true });
    this.leave = () => this.say();
    addEventListener("pagehide", this.leave);
  }

  disconnectedCallback() {
    this.watcher.disconnect();
    this.arrivals.disconnect();
    removeEventListener("pagehide", this.leave);
    clearTimeout(this.timer);
    for (const timer of this.waiting.values()) clearTimeout(timer);
  }

  findPosts() {
    for (const post of document.querySelectorAll(".post[id^=p]")) if (numberOf(post) > this.after) this.watcher.observe(post);
  }

  /* A post is before the reader if half of it is to be seen, or if it fills half of the window. */
  see({ target, isIntersecting, intersectionRatio, intersectionRect }) {
    const number = numberOf(target);
    const seen = isIntersecting && (intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight / 2);
    if (!seen) {
      clearTimeout(this.waiting.get(number));
      this.waiting.delete(number);
    } else if (!this.waiting.has(number)) {
      this.waiting.set(number, setTimeout(() => this.note(number), MOMENT));
    }
  }

  note(number) {
    if (this.said.has(number) || document.hidden) return;
    this.unsaid.add(number);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.say(), REST);
  }

  async say() {
    const numbers = [...this.unsaid].slice(0, MOST);
    const form = this.querySelector("form");
    if (!numbers.length || !form) return;
    for (const number of numbers) { this.unsaid.delete(number); this.said.add(number); }
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("numbers", numbers.join(","));
    try {
      await fetch(form.action, { method: "POST", body, keepalive: true });
    } catch {
      for (const number of numbers) { this.said.delete(number); this.unsaid.add(number); } // with the next ones, then
    }
  }
}

const numberOf = (post) => Number(post.id.slice(1));

customElements.define("read-marks", ReadMarks);
