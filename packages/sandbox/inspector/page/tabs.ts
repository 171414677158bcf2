import { byId, h } from './dom.ts';

const phone = window.matchMedia('(max-width: 60rem)');
const tabs = [...document.querySelectorAll<HTMLElement>('[role="tab"]')];

/** Lets tabs switch what the right column shows or, on a phone, the page. */
export function startTabs(): void {
  for (const tab of tabs) {
    tab.addEventListener('click', () => showView(tab));
    tab.addEventListener('keydown', ({ key }) => {
      const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
      if (step === 0) return;
      const visible = tabs.filter((one) => one.offsetParent !== null);
      const next = visible.at((visible.indexOf(tab) + step) % visible.length);
      if (next === undefined) return;
      next.focus();
      showView(next);
    });
  }
  const showFirst = () => showView(tabOf(phone.matches ? 'threads' : 'journal'));
  phone.addEventListener('change', showFirst);
  showFirst();
}

/** Says in a tab how many things behind it are out of the ordinary; 0 says nothing. */
export function countInTab(view: string, count: number, what: string): void {
  const tab = tabOf(view);
  while (tab.childNodes.length > 1) tab.lastChild?.remove();
  if (count > 0) tab.append(' ', h('span', { className: 'count', title: what }, String(count)));
}

function showView(tab: HTMLElement | undefined): void {
  const view = tab?.dataset.view ?? 'journal';
  document.body.dataset.view = view;
  for (const one of tabs) {
    one.setAttribute('aria-selected', String(one === tab));
    one.tabIndex = one === tab ? 0 : -1;
  }
}

function tabOf(view: string): HTMLElement {
  return tabs.find((tab) => tab.dataset.view === view) ?? byId(view);
}
