// The cursor begins at the doubtful word, and one key does what each button does.
// Without this script the page does the same by its form.

const form = document.querySelector("form[data-begin]");
const text = form.elements.text;

// The page counts code points, a text field counts units of UTF-16.
function units(points) {
  return [...text.value].slice(0, points).join("").length;
}

const begin = Number(form.dataset.begin);
const end = Number(form.dataset.end);
if (begin < end && !document.querySelector('[role="alert"]')) {
  text.focus();
  text.setSelectionRange(units(begin), units(end));
}

const sound = document.querySelector("audio");
const keyed = [...form.querySelectorAll("[data-key]")];
for (const one of keyed) one.setAttribute("aria-keyshortcuts", one.dataset.key);
document.getElementById("keys").hidden = false;

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.metaKey || event.shiftKey || event.isComposing) return;
  const name = event.ctrlKey ? `Control+${event.key}` : event.key;
  if (name === "F2" && sound) {
    event.preventDefault();
    sound.currentTime = 0;
    sound.play();
    return;
  }
  const meant = keyed.find((one) => one.dataset.key === name);
  if (meant) {
    event.preventDefault();
    meant.click();
  }
});
