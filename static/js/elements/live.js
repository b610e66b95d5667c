/* A line to the server while the page is in sight. What comes is told to the page as events of the document,
   "live:replies", "live:messages" and "live:inbox"; without it everything is there after the next reload. */
const FIRST = 1_000, LONGEST = 300_000; // milliseconds until a lost line is tried again; twice as long each time

const address = document.querySelector("meta[name=live]").content;
const thread = document.querySelector("live-thread");
const talk = document.querySelector("live-talk");
let last = (thread ?? talk)?.dataset.after; // the number of the last post or message that was told of
let wait = FIRST;
let source, timer;

function open() {
  clearTimeout(timer);
  if (source || document.hidden) return;
  const about = thread ? `?thread=${thread.dataset.thread}&after=${last}` : talk ? `?conversation=${talk.dataset.conversation}&after=${last}` : "";
  source = new EventSource(address + about);
  source.addEventListener("error", () => {
    shut();
    timer = setTimeout(open, wait * (0.5 + Math.random())); // not everybody at once
    wait = Math.min(2 * wait, LONGEST);
  });
  for (const name of ["replies", "messages", "inbox"]) {
    source.addEventListener(name, (event) => {
      wait = FIRST;
      if (name !== "inbox") last = event.lastEventId;
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
  for (const [name, count] of [["inbox", detail.unread], ["messages", detail.messages]]) {
    for (const mark of document.querySelectorAll(`[data-live-${name}]`)) {
      mark.firstElementChild.textContent = count;
      mark.hidden = !count;
    }
  }
});

document.addEventListener("visibilitychange", () => {
  wait = FIRST;
  if (document.hidden) shut();
  else open();
});
addEventListener("pagehide", shut); // a page that is kept for going back must not hold a line
addEventListener("pageshow", open);
