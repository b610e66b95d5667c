/* Says when it is on the clock of whoever reads, if that differs from the clock of the place. */
class OwnTime extends HTMLElement {
  connectedCallback() {
    const start = new Date(this.dataset.at);
    const there = this.dataset.offset; // minutes east of Greenwich
    if (-start.getTimezoneOffset() === Number(there)) return;
    const how = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false };
    const said = new Intl.DateTimeFormat(document.documentElement.lang, how).format(start);
    this.textContent = this.dataset.said.replace("{}", said);
  }
}

customElements.define("own-time", OwnTime);
