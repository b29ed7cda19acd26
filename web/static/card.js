// The number that a card's QR code brings stands behind "#", where no server sees it.

const told = decodeURIComponent(location.hash.slice(1));
const field = document.getElementById("number");
if (field && /^[0-9 -]{6,20}$/.test(told)) {
  field.value = told;
  history.replaceState(null, "", location.pathname + location.search);
  document.getElementById("pin").focus();
}
