// What is wider than its box can be moved by the keyboard: it is reached by Tab only while there is something to move.
// Expressive Code does so for code, later and as a landmark without a name: what can be reached already it leaves alone.
const boxes = document.querySelectorAll('.table-scroll, .expressive-code pre, .sl-openapi-operation-method-path');
const update = (box) => {
  if (box.scrollWidth > box.clientWidth) box.setAttribute('tabindex', '0');
  else box.removeAttribute('tabindex');
};
const observer = new ResizeObserver((entries) => {
  for (const { target } of entries) update(target);
});
for (const box of boxes) {
  update(box);
  observer.observe(box);
}
