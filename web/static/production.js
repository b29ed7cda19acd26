// Follows a running job, and sends files so that a break costs nothing (tus 1.0.0).
// Without this script the page does the same by plain forms and a reload.

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

const VERSION = { "Tus-Resumable": "1.0.0" };
const PART = 4 * 1024 * 1024;

function encoded(text) {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
}

async function announced(form, file, headers) {
  const told = [`filename ${encoded(file.name)}`, `production ${encoded(form.dataset.production)}`];
  const answer = await fetch(form.dataset.upload, {
    method: "POST",
    headers: { ...headers, "Upload-Length": String(file.size), "Upload-Metadata": told.join(",") },
  });
  if (!answer.ok) throw answer;
  return answer.headers.get("Location");
}

async function offsetOf(address, headers) {
  const answer = await fetch(address, { method: "HEAD", headers });
  if (!answer.ok) throw answer;
  return Number(answer.headers.get("Upload-Offset"));
}

async function send(form, file, headers, tell) {
  const kept = `upload:${form.dataset.production}:${file.name}:${file.size}:${file.lastModified}`;
  let address = localStorage.getItem(kept);
  let offset = 0;
  if (address) {
    try {
      offset = await offsetOf(address, headers);
    } catch {
      address = null;
    }
  }
  if (!address) {
    address = await announced(form, file, headers);
    localStorage.setItem(kept, address);
  }
  let failures = 0;
  while (offset < file.size) {
    try {
      const answer = await fetch(address, {
        method: "PATCH",
        headers: {
          ...headers,
          "Content-Type": "application/offset+octet-stream",
          "Upload-Offset": String(offset),
        },
        body: file.slice(offset, offset + PART),
      });
      if (!answer.ok && answer.status < 500 && answer.status !== 409 && answer.status !== 423) throw answer;
      offset = answer.ok ? Number(answer.headers.get("Upload-Offset")) : await offsetOf(address, headers);
      failures = 0;
      tell(offset / file.size);
    } catch (error) {
      failures += 1;
      if (error instanceof Response || failures > 20) throw error;
      await new Promise((go) => setTimeout(go, Math.min(30000, 500 * 2 ** failures)));
      try {
        offset = await offsetOf(address, headers);
      } catch {
        continue;
      }
    }
  }
  localStorage.removeItem(kept);
}

for (const form of document.querySelectorAll("form[data-upload]")) {
  form.addEventListener("submit", async (event) => {
    const chosen = form.querySelector('input[type="file"]').files;
    if (!chosen.length || !crypto.subtle) return;
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", button.textContent);
    form.append(bar);
    const headers = { ...VERSION, "X-CSRF-Token": form.elements.csrf.value };
    try {
      for (const [index, file] of [...chosen].entries()) {
        await send(form, file, headers, (share) => {
          bar.value = (index + share) / chosen.length;
        });
      }
      location.reload();
    } catch {
      // The plain form says what is wrong, in words.
      bar.remove();
      button.disabled = false;
      form.submit();
    }
  });
}
