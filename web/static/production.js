// Follows a running job; without this script the page does the same by a reload.

class AudioProgress extends HTMLElement {
  connectedCallback() {
    this.source = new EventSource(this.dataset.address);
    this.source.addEventListener("progress", (event) => this.told(JSON.parse(event.data)));
    // Without this the browser would ask again for a job that is over.
    this.source.addEventListener("over", () => this.reload());
  }

  disconnectedCallback() {
    this.source.close();
  }

  reload() {
    this.source.close();
    location.reload();
  }

  told(now) {
    if (now.at !== this.dataset.at && !now.at.startsWith(this.dataset.at.split("/", 1)[0] + "/do/")) {
      this.reload();
      return;
    }
    this.querySelector("progress").value = now.percent;
    this.querySelector("#progress-words").textContent = now.text;
    // Spoken at most every ten percent: a screen reader has other things to say.
    const step = Math.floor(now.percent / 10);
    if (step !== this.step) {
      this.step = step;
      this.querySelector('[role="status"]').textContent = now.text;
    }
  }
}
customElements.define("audio-progress", AudioProgress);
