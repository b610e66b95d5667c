/* A line to the server while the page is in sight. What comes is told to the page as events of the document,
   "live:replies" and "live:inbox"; without it everything is there after the next reload. */
const FIRST = 1_000, LONGEST = 300_000; // milliseconds until a lost line is tried again; twice as long each time

const address = document.querySelector("meta[name=live]").content;
const thread = document.querySelector("live-thread");
let last = thread?.dataset.after; // the number of the last post that was told of
let wait = FIRST;
let source, timer;

function open() {
  clearTimeout(timer);
  if (source || document.hidden) return;
  source = new EventSource(thread ? `${address}?thread=${thread.dataset.thread}&after=${last}` : address);
  source.addEventListener("error", () => {
    shut();
    timer = setTimeout(open, wait * (0.5 + Math.random())); // not everybody at once
    wait = Math.min(2 * wait, LONGEST);
  });
  for (const name of ["replies", "inbox"]) {
    source.addEventListener(name, (event) => {
      wait = FIRST;
      if (name === "replies") last = event.lastEventId;
      document.dispatchEvent(new CustomEvent(`live:${name}`, { detail: JSON.parse(event.data) }));
    });
  }
}

function shut() {
  clearTimeout(timer);
  source?.close();
  source = undefined;
}

document.addEventListener("live:inbox", ({ detail }) => {
  for (const mark of document.querySelectorAll("[data-live-inbox]")) {
    mark.firstElementChild.textContent = detail.unread;
    mark.hidden = !detail.unread;
  }
});

document.addEventListener("visibilitychange", () => {
  wait = FIRST;
  if (document.hidden) shut();
  else open();
});
addEventListener("pagehide", shut); // a page that is kept for going back must not hold a line
addEventListener("pageshow", open);
