import { byId, h, put, searchField } from './dom.ts';
import type { Conversation } from './state.ts';

/** As many of an account are shown at first, and more each time that more are asked for. */
const STEP = 50;

export interface ThreadsView {
  show(conversations: readonly Conversation[], open: string | undefined): void;
}

/** The list of every conversation, by account, the latest first, with a filter. */
export function threadsView(choose: (key: string) => void, begin: () => void): ThreadsView {
  const filter = searchField('Filter threads', () => {
    limits.clear();
    render();
  });
  const list = h('div', { className: 'scroll' });
  const start = h('button', { type: 'button', className: 'quiet', onclick: begin }, 'New…');
  byId('threads').replaceChildren(
    h('div', { className: 'bar' }, h('div', { className: 'row' }, h('div', { className: 'grow' }, filter), start)),
    list,
  );
  const none = h('p', { className: 'empty' });
  const headings = new Map<string, HTMLElement>();
  const limits = new Map<string, number>();
  const buttons = new Map<string, { shown: string; readonly button: HTMLElement }>();
  let given: Parameters<ThreadsView['show']> = [[], undefined];

  function render(): void {
    const [conversations, open] = given;
    const wanted = filter.value.toLowerCase();
    const found = wanted === '' ? conversations : conversations.filter((thread) => textOf(thread).includes(wanted));
    const rows = [...Map.groupBy(found, accountOf)].flatMap(([account, threads]) => rowsOf(account, threads, open));
    none.textContent = conversations.length > 0 ? 'No thread is like that.' : 'There are no threads.';
    put(list, rows.length > 0 ? rows : [none]);
  }
  function rowsOf(account: string, threads: readonly Conversation[], open: string | undefined): HTMLElement[] {
    const limit = limits.get(account) ?? STEP;
    const latest = threads.toSorted((a, b) => b.latest - a.latest).slice(0, limit);
    const more = () => {
      limits.set(account, limit + STEP);
      render();
    };
    const words = `Show more of ${threads.length}`;
    return [
      headingOf(account),
      ...latest.map((thread) => buttonOf(thread, thread.key === open)),
      ...(threads.length > limit ? [h('button', { type: 'button', className: 'more', onclick: more }, words)] : []),
    ];
  }
  function headingOf(account: string): HTMLElement {
    const heading = headings.get(account) ?? h('h2', { className: 'account' }, account);
    headings.set(account, heading);
    return heading;
  }
  function buttonOf(thread: Conversation, isOpen: boolean): HTMLElement {
    const { key, name, about, state, messages } = thread;
    const known = buttons.get(key) ?? {
      shown: '',
      button: h('button', { type: 'button', className: 'thread', onclick: () => choose(key) }),
    };
    buttons.set(key, known);
    const shown = JSON.stringify([name, about, state, messages.length, messages.at(-1)]);
    if (known.shown !== shown) known.button.replaceChildren(...partsOf(thread));
    known.shown = shown;
    known.button.setAttribute('aria-current', String(isOpen));
    return known.button;
  }
  return {
    show(...next) {
      given = next;
      render();
    },
  };
}

function accountOf({ vendor, account }: Conversation): string {
  return `${vendor} · ${account}`;
}

function textOf({ name, about, state, account, messages }: Conversation): string {
  return [name, about, state, account, ...messages.map((message) => message.text)].join(' ').toLowerCase();
}

function partsOf({ name, about, state, turn, messages }: Conversation): readonly HTMLElement[] {
  const badge = h('span', { className: 'state', 'data-turn': turn }, state);
  return [
    h('span', { className: 'row' }, h('span', { className: 'name grow' }, name), badge),
    h('span', { className: 'last' }, messages.at(-1)?.text ?? 'No messages'),
    h('span', { className: 'faint' }, about),
  ];
}
