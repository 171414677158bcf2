// Starlight makes the field of its search when the browser has nothing else to do. Who opens the search before that, and
// types, finds it in the field.
const search = document.querySelector('site-search');
const dialog = search?.querySelector('dialog');
const field = () => dialog.querySelector('input');
if (dialog && !field()) {
  let typed = '';
  const keep = (event) => {
    if (field() || !dialog.open || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Backspace') typed = typed.slice(0, -1);
    else if (event.key.length === 1 && (typed || event.key !== ' ')) typed += event.key;
    else return;
    event.preventDefault();
  };
  const handOver = (_, observer) => {
    const input = field();
    if (!input) return;
    observer.disconnect();
    removeEventListener('keydown', keep, true);
    if (!dialog.open) return;
    input.focus();
    input.value = typed;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };
  addEventListener('keydown', keep, true);
  new MutationObserver(handOver).observe(dialog, { childList: true, subtree: true });
}
