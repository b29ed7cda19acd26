// Sends files so that a break costs nothing (tus 1.0.0); without this script a plain form does.

const VERSION = { "Tus-Resumable": "1.0.0" };
const PART = 4 * 1024 * 1024;

function encoded(text) {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
}

async function announced(form, file, headers) {
  const told = [`filename ${encoded(file.name)}`];
  if (form.dataset.production) told.push(`production ${encoded(form.dataset.production)}`);
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
  return address;
}

async function sentence(form, error) {
  try {
    return (await error.json()).detail || form.dataset.lost;
  } catch {
    return form.dataset.lost;
  }
}

function tellFailed(form, failed) {
  const box = document.createElement("div");
  box.className = "notice bad";
  box.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent = form.dataset.failed;
  const list = document.createElement("ul");
  for (const [name, why] of failed) {
    const line = document.createElement("li");
    const file = document.createElement("bdi");
    file.textContent = name;
    line.append(file, `: ${why}`);
    list.append(line);
  }
  box.append(words, list);
  form.before(box);
}

async function sendAll(form, chosen, headers, tell) {
  const failed = [];
  for (const [index, file] of chosen.entries()) {
    try {
      const address = await send(form, file, headers, (share) => tell((index + share) / chosen.length));
      // A form with more to say than its file goes off itself, and says where the file is.
      if (form.dataset.token) form.elements[form.dataset.token].value = address.split("/").at(-1);
    } catch (error) {
      // A plain form says in words what is wrong with a single file.
      if (!form.dataset.then) throw error;
      failed.push([file.name, await sentence(form, error)]);
    }
    tell((index + 1) / chosen.length);
  }
  return failed;
}

function goOn(form, count, failed) {
  if (form.dataset.token) {
    form.querySelector('input[type="file"]').disabled = true;
    form.submit();
    return;
  }
  const then = document.getElementById(form.dataset.then);
  if (failed.length && then) {
    tellFailed(form, failed);
    // What came waits; the button has it cut.
    then.hidden = then.hidden && failed.length === count;
  } else if (then) {
    then.submit();
  } else {
    location.reload();
  }
}

for (const form of document.querySelectorAll("form[data-upload]")) {
  form.addEventListener("submit", async (event) => {
    const chosen = [...form.querySelector('input[type="file"]').files];
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
      const failed = await sendAll(form, chosen, headers, (share) => {
        bar.value = share;
      });
      goOn(form, chosen.length, failed);
    } catch {
      form.submit();
    }
    bar.remove();
    button.disabled = false;
  });
}
