import { accountChoices, actionsOf } from './actions.ts';
import { clockView } from './clock.ts';
import { connectView } from './connect.ts';
import { control, controlText } from './control.ts';
import { conversationView, type Shown } from './conversation.ts';
import { attempt, byId } from './dom.ts';
import { faultsOf, faultsView } from './faults.ts';
import { journalView } from './journal.ts';
import { at, items, text } from './json.ts';
import { follow } from './live.ts';
import { readOperations } from './operations.ts';
import { throttled } from './refresh.ts';
import { type Conversation, conversationsOf } from './state.ts';
import { switchesView } from './switches.ts';
import { startTabs } from './tabs.ts';
import { threadsView } from './threads.ts';

startTabs();
const [description, announcements] = await Promise.all([control('GET', '/openapi.json'), control('GET', '/accounts')]);
const operations = await readOperations(Object.keys(Object(announcements)));

let conversations: readonly Conversation[] = [];
/** The key of the conversation that is open, or `begin`. */
let open: string | undefined;
let lastState = '';

const threads = threadsView(choose, () => choose('begin'));
const possible = { actions: actionsOf(description), choices: accountChoices(announcements) };
const conversation = conversationView(possible, () => choose(undefined), happened);
const journal = journalView(() => journal.show([]));
const switches = switchesView();
const faults = faultsView(description, operations);
const clock = clockView();

function choose(key: string | undefined): void {
  open = key;
  document.body.toggleAttribute('data-open', key !== undefined);
  render();
}

function render(): void {
  threads.show(conversations, open);
  conversation.show(shown());
}

function shown(): Shown {
  if (open === undefined || open === 'begin') return open;
  return conversations.find(({ key }) => key === open) ?? 'gone';
}

/** Opens what has just been made, if it can be told. */
function happened(result?: unknown): void {
  attempt(async () => {
    await readState();
    const id = text(result, 'ticketId') || text(result, 'invoiceId');
    const made = conversations.find(({ fields }) => Object.values(fields).includes(id));
    if (id !== '' && made) choose(made.key);
  });
}

async function readState(): Promise<void> {
  const state = await controlText('GET', '/state');
  if (state === lastState) return;
  lastState = state;
  conversations = conversationsOf(JSON.parse(state));
  render();
}

async function readSettings(): Promise<void> {
  const [planned, known, now] = await Promise.all([
    control('GET', '/faults'),
    control('GET', '/switches'),
    control('GET', '/clock'),
  ]);
  faults.show(faultsOf(planned));
  switches.show(items(known));
  clock.show(now);
}

const stateSoon = throttled(readState);
const settingsSoon = throttled(readSettings);

byId('reset').addEventListener('click', () =>
  attempt(async () => {
    await control('POST', '/reset', {});
    conversation.forget();
    journal.show([]);
    lastState = '';
    await Promise.all([readState(), readSettings()]);
  }, 'The sandbox is as it was at its start'),
);

await follow(byId('connection'), {
  async connected(entries) {
    connectView(await control('GET', '/accounts'));
    journal.show(entries);
    await Promise.all([readState(), readSettings()]);
  },
  heard(entry) {
    journal.add(entry);
    // A read changes nothing that is shown, but for the faults that it met.
    if (at(entry, 'isApplied') === true && text(entry, 'method') !== 'GET') stateSoon();
    if (at(entry, 'fault') !== undefined) settingsSoon();
  },
  // Others may act on the sandbox: in its process, or by the control API.
  idle() {
    stateSoon();
    settingsSoon();
  },
  emptied: () => journal.show([]),
});
