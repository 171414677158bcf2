import { type Action, actionForm, neededIds, optionalFields } from './actions.ts';
import { byId, h } from './dom.ts';
import type { Conversation, Message } from './state.ts';

/** What the middle of the page shows. */
export type Shown = Conversation | 'gone' | 'begin' | undefined;

/** What can be made to happen, and the values of the fields that name an account. */
interface Possible {
  readonly actions: readonly Action[];
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

export interface ConversationView {
  show(shown: Shown): void;
  /** Forgets what has been typed. */
  forget(): void;
}

const HINTS = {
  none: 'Choose a thread to read it, and to write to it as the customer does.',
  gone: 'This conversation is gone: it was deleted, or has moved elsewhere.',
};

/** The messages of a conversation, and what can be made to happen to it. */
export function conversationView(
  { actions, choices }: Possible,
  leave: () => void,
  happened: (result?: unknown) => void,
): ConversationView {
  const place = byId('conversation');
  const messages = h('div', { className: 'scroll messages', role: 'log', 'aria-label': 'Messages', tabIndex: 0 });
  // The composer below them may grow.
  let isAtEnd = true;
  messages.addEventListener('scroll', () => {
    isAtEnd = messages.scrollTop + messages.clientHeight >= messages.scrollHeight - 40;
  });
  const toEnd = () => {
    if (isAtEnd) messages.scrollTop = messages.scrollHeight;
  };
  new ResizeObserver(toEnd).observe(messages);
  /** What a person has typed stays where it was typed, until it is sent. */
  const composers = new Map<string, HTMLElement>();
  let last: Shown;
  const composerOf = (conversation: Conversation) => {
    const known = composers.get(conversation.key) ?? composer(conversation, { actions, choices }, happened);
    composers.set(conversation.key, known);
    return known;
  };
  const back = () => h('button', { type: 'button', className: 'quiet back', onclick: leave }, '← Threads');

  return {
    show(shown) {
      const before = last;
      last = shown;
      if (shown === undefined || shown === 'gone') {
        place.replaceChildren(h('div', { className: 'empty' }, h('p', {}, HINTS[shown ?? 'none']), back()));
      } else if (shown === 'begin') {
        if (before !== 'begin') place.replaceChildren(...beginning({ actions, choices }, back(), happened));
      } else {
        const isNew = typeof before !== 'object' || before.key !== shown.key || !messages.isConnected;
        if (!isNew && JSON.stringify(before) === JSON.stringify(shown)) return;
        messages.replaceChildren(...shown.messages.map(messageBubble));
        const head = headOf(shown, back());
        if (isNew) place.replaceChildren(head, messages, composerOf(shown));
        else place.firstElementChild?.replaceWith(head);
        isAtEnd ||= isNew;
        toEnd();
      }
    },
    forget() {
      composers.clear();
      last = undefined;
    },
  };
}

function headOf({ name, about, state, turn, vendor, raw }: Conversation, back: HTMLElement): HTMLElement {
  return h(
    'div',
    { className: 'bar' },
    h(
      'div',
      { className: 'row' },
      back,
      h('h2', { className: 'grow' }, name),
      h('span', { className: 'state', 'data-turn': turn }, state),
    ),
    h(
      'details',
      {},
      h('summary', { className: 'faint' }, `${vendor} · ${about}`),
      h('pre', { tabIndex: 0 }, JSON.stringify(raw, undefined, 2)),
    ),
  );
}

function messageBubble({ by, text: said, about }: Message): HTMLElement {
  return h('article', { className: 'message', 'data-by': by }, h('p', {}, said), h('p', { className: 'about' }, about));
}

/** The form of "the customer writes", and those of everything else that can happen to a conversation. */
function composer(
  { vendor, fields }: Conversation,
  { actions, choices }: Possible,
  happened: (result?: unknown) => void,
): HTMLElement {
  const own = actions.filter((action) => action.vendor === vendor && neededIds(action).length > 0);
  if (own.some((action) => neededIds(action).some((id) => fields[id] === ''))) {
    return h('p', { className: 'composer faint' }, 'It has no id: no call of the API, and nothing here, can reach it.');
  }
  const writes = own.find(({ name }) => name === 'customerWrites');
  const others = own.filter((action) => action !== writes);
  return h(
    'div',
    { className: 'composer' },
    writes && actionForm(writes, fields, { act: 'Send', line: 'Write as the customer' }, happened),
    h(
      'details',
      {},
      h('summary', {}, 'Something else happens'),
      ...others.map((action) => folded(action, fields, choices, happened)),
    ),
  );
}

function folded(
  action: Action,
  fields: Conversation['fields'],
  choices: Possible['choices'],
  happened: (result?: unknown) => void,
): HTMLElement {
  return h(
    'details',
    { className: 'inner', name: 'action' },
    h('summary', {}, action.summary),
    actionForm(action, fields, { act: 'Let it happen', choices }, happened),
  );
}

/** What can happen that no conversation is needed for. */
function beginning(
  { actions, choices }: Possible,
  back: HTMLElement,
  happened: (result?: unknown) => void,
): readonly HTMLElement[] {
  const starts = actions.filter((action) => neededIds(action).length === 0);
  return [
    h('div', { className: 'bar' }, h('div', { className: 'row' }, back, h('h2', {}, 'Something new'))),
    h(
      'div',
      { className: 'scroll' },
      ...starts.map((action) =>
        h(
          'div',
          { className: 'card' },
          h('h3', {}, action.summary, ' ', h('span', { className: 'faint' }, action.vendor)),
          actionForm(action, {}, { act: 'Let it happen', choices, rare: optionalFields(action) }, happened),
        ),
      ),
    ),
  ];
}
