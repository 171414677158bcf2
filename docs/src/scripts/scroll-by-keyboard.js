// What is wider than its box can be moved by the keyboard: it is reached by Tab only while there is something to move.
const observer = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0');
    else target.removeAttribute('tabindex');
  }
});
for (const box of document.querySelectorAll('.table-scroll')) observer.observe(box);
