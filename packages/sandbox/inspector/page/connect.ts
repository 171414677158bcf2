import { attempt, byId, h } from './dom.ts';
import { at, items, text } from './json.ts';

/** Where each API is, and who may call it. */
export function connectView(announcements: unknown): void {
  const vendors = Object.entries(Object(announcements));
  byId('connect').replaceChildren(
    h(
      'div',
      { className: 'bar' },
      h('h2', {}, 'Connect'),
      h(
        'p',
        { className: 'faint' },
        'Where each API is, and who may call it. The secrets are those of this sandbox alone.',
      ),
    ),
    h('div', { className: 'scroll' }, ...vendors.map(([, vendor]) => vendorCard(vendor)), documentCard()),
  );
}

function vendorCard(vendor: unknown): HTMLElement {
  return h(
    'div',
    { className: 'card' },
    h('h3', {}, text(vendor, 'title')),
    at(vendor, 'stateless') === true &&
      h('p', { className: 'faint' }, 'Stateless: every answer is an example, and it has no threads.'),
    copyable('baseUrl', text(vendor, 'baseUrl')),
    ...items(at(vendor, 'accounts')).map((account) => copyable(text(account, 'name'), text(account, 'secret'))),
  );
}

function documentCard(): HTMLElement {
  const link = h('a', { href: '/_sandbox/openapi.json' }, 'its OpenAPI document');
  return h(
    'p',
    { className: 'card faint' },
    h('span', {}, 'Everything on this page is a call of the control API: ', link, '.'),
  );
}

function copyable(name: string, value: string): HTMLElement {
  const copy = () => attempt(() => navigator.clipboard.writeText(value), `${name} is copied`);
  return h(
    'div',
    { className: 'control' },
    h('span', {}, h('span', { className: 'faint' }, `${name} `), h('code', {}, value)),
    h('button', { type: 'button', className: 'quiet', 'aria-label': `Copy ${name}`, onclick: copy }, 'Copy'),
  );
}
