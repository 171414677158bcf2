// Starlight makes the field of its search when the browser has nothing else to do. Who opens the search before that, and
// types, finds it in the field. Some browsers never say that they have nothing to do: none is waited for longer than half
// a second. The field has no label but a title, which not every screen reader tells: it gets one. No module: it has to be there before any part of the page can be used.
{
  const { requestIdleCallback } = globalThis;
  if (requestIdleCallback) {
    globalThis.requestIdleCallback = (callback, options) => requestIdleCallback(callback, { timeout: 500, ...options });
  }
  let typed = '';
  const field = () => document.querySelector('site-search input');
  const openDialog = () => document.querySelector('site-search dialog[open]');
  const keep = (event) => {
    if (field() || !openDialog() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Backspace') typed = typed.slice(0, -1);
    else if (event.key.length === 1 && (typed || event.key !== ' ')) typed += event.key;
    else return;
    event.preventDefault();
  };
  const handOver = (_, observer) => {
    const input = field();
    if (!input) return;
    observer.disconnect();
    input.setAttribute('aria-label', input.placeholder);
    removeEventListener('keydown', keep, true);
    if (!openDialog()) return;
    input.focus();
    input.value = typed;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };
  addEventListener('keydown', keep, true);
  addEventListener('DOMContentLoaded', () => {
    const search = document.querySelector('site-search');
    if (search) new MutationObserver(handOver).observe(search, { childList: true, subtree: true });
  });
}
