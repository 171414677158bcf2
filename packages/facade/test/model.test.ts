import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataWith, openDesk } from './desk.ts';

type Desk = Awaited<ReturnType<typeof openDesk>>;

/** What the facade should show, computed without it. Threads are told apart by their place, not by the vendor's ids. */
interface Model {
  readonly tickets: { state: string; readonly messages: string[] }[];
  readonly invoices: { state: string; readonly messages: string[] }[];
}

interface Real {
  readonly bridge: Desk['bridge'];
  /** The ids of the model's tickets, in its order. */
  readonly ids: string[];
}

const ACCOUNT = 'club';
const INVOICES = ['i0', 'i1', 'i2'];

const ticketRef = ({ ids }: Real, index: number) =>
  ({ vendor: 'brandlovers', account: 'shop', id: ids[index] ?? '' }) as const;
const invoiceRef = (index: number) => ({ vendor: 'clubcollect', account: ACCOUNT, id: INVOICES[index] ?? '' }) as const;

/** A command on one ticket or invoice: its effect on the model, and the call that should have it. */
class Act implements fc.AsyncCommand<Model, Real> {
  readonly name: string;
  readonly group: 'tickets' | 'invoices';
  readonly index: number;
  readonly effect: (thread: Model['tickets'][number]) => void;
  readonly call: (real: Real, index: number) => Promise<unknown>;

  constructor(
    name: string,
    group: 'tickets' | 'invoices',
    index: number,
    effect: (thread: Model['tickets'][number]) => void,
    call: (real: Real, index: number) => Promise<unknown>,
  ) {
    this.name = name;
    this.group = group;
    this.index = index;
    this.effect = effect;
    this.call = call;
  }

  check(model: Readonly<Model>): boolean {
    return model[this.group].length > 0;
  }

  async run(model: Model, real: Real): Promise<void> {
    const index = this.index % model[this.group].length;
    const thread = model[this.group][index];
    if (!thread) throw new Error('there is no such thread');
    await this.call(real, index);
    this.effect(thread);
  }

  toString(): string {
    return `${this.name}(${this.index})`;
  }
}

class CreateTicket implements fc.AsyncCommand<Model, Real> {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, { bridge, ids }: Real): Promise<void> {
    const input = { orderId: '1', type: 'OTHER', from: 'Shop', text: this.text };
    const receipt = await bridge.brandlovers.createThread(input, { marker: true });
    const located = await bridge.brandlovers.locate(receipt);
    if (located.status !== 'found') throw new Error('the created ticket was not found');
    ids.push(located.thread.ref?.id ?? '');
    model.tickets.push({ state: 'OPEN', messages: [`${this.text} CUSTOMER`] });
  }

  toString(): string {
    return `createTicket(${JSON.stringify(this.text)})`;
  }
}

/** Compares everything that the facade shows with the model. */
class Look implements fc.AsyncCommand<Model, Real> {
  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    expect(await view(real)).toEqual(expectedView(model));
  }

  toString(): string {
    return 'look';
  }
}

const isActive = (state: string) => !['CLOSED', 'archived'].includes(state);

function expectedView({ tickets, invoices }: Model) {
  return {
    tickets: tickets.map(({ state, messages }) => ({ state, active: isActive(state), messages })),
    invoices: invoices.map(({ state, messages }) => ({
      state: messages.length > 0 ? state : undefined,
      active: messages.length > 0 ? isActive(state) : undefined,
      messages,
    })),
  };
}

async function view(real: Real) {
  const { bridge, ids } = real;
  const all = await Array.fromAsync(bridge.threads());
  const halves = await Promise.all([true, false].map((active) => Array.fromAsync(bridge.threads({ active }))));
  expect(halves.flat().length).toBe(all.length);
  const stateOf = (id: string | undefined) => {
    const state = all.find(({ ref }) => ref?.id === id)?.state;
    const listed = halves.map((half) => half.some(({ ref }) => ref?.id === id));
    if (state) expect(listed).toEqual([state.active, !state.active]);
    return { state: state?.native, active: state?.active };
  };
  const tickets = ids.map(async (id, index) => ({
    ...stateOf(id),
    messages: await Array.fromAsync(
      bridge.messages(ticketRef(real, index)),
      ({ text, visibility }) => `${text} ${visibility}`,
    ),
  }));
  const invoices = INVOICES.map(async (id, index) => ({
    ...stateOf(id),
    messages: await Array.fromAsync(bridge.messages(invoiceRef(index)), ({ text, sender }) => `${text} ${sender}`),
  }));
  return { tickets: await Promise.all(tickets), invoices: await Promise.all(invoices) };
}

const index = fc.nat({ max: 9 });
const text = fc.stringMatching(/^[a-z]{1,4}$/);

const commands: fc.Arbitrary<fc.AsyncCommand<Model, Real>>[] = [
  text.map((text) => new CreateTicket(text)),
  fc.tuple(index, text).map(
    ([at, text]) =>
      new Act(
        'reply',
        'tickets',
        at,
        ({ messages }) => messages.push(`${text} CUSTOMER`),
        (real, index) => real.bridge.reply(ticketRef(real, index), text),
      ),
  ),
  fc.tuple(index, text).map(
    ([at, text]) =>
      new Act(
        'note',
        'tickets',
        at,
        ({ messages }) => messages.push(`${text} INTERNAL`),
        (real, index) => real.bridge.brandlovers.note(ticketRef(real, index), text),
      ),
  ),
  index.map(
    (at) =>
      new Act(
        'close',
        'tickets',
        at,
        (ticket) => {
          ticket.state = 'CLOSED';
        },
        (real, index) => real.bridge.brandlovers.close(ticketRef(real, index)),
      ),
  ),
  index.map(
    (at) =>
      new Act(
        'reopen',
        'tickets',
        at,
        (ticket) => {
          ticket.state = 'REOPENED';
        },
        (real, index) => real.bridge.brandlovers.reopen(ticketRef(real, index)),
      ),
  ),
  fc.tuple(index, text, fc.boolean()).map(([at, text, opens]) => {
    const effect = (invoice: Model['invoices'][number]) => {
      invoice.messages.push(`${text} COMPANY`);
      if (invoice.state !== 'archived') invoice.state = 'answered';
    };
    return new Act(opens ? 'createThread' : 'replyToInvoice', 'invoices', at, effect, ({ bridge }, index) =>
      opens
        ? bridge.clubcollect.createThread({ invoiceId: invoiceRef(index).id, text })
        : bridge.reply(invoiceRef(index), text),
    );
  }),
  index.map(
    (at) =>
      new Act(
        'archive',
        'invoices',
        at,
        (invoice) => {
          if (invoice.messages.length > 0) invoice.state = 'archived';
        },
        ({ bridge }, index) => bridge.clubcollect.archive(invoiceRef(index)),
      ),
  ),
  index.map(
    (at) =>
      new Act(
        'assignToSupport',
        'invoices',
        at,
        () => {},
        ({ bridge }, index) => bridge.clubcollect.assignToSupport(invoiceRef(index)),
      ),
  ),
  fc.constant(new Look()),
];

test("after any sequence of writes and reads, in both sources, the facade's view is the reference model's", async () => {
  const question = { ticket_id: 'q', message: 'why', sender: 'CUSTOMER', date: '2026-01-01T00:00:00Z' } as const;
  const data = dataWith({
    invoices: INVOICES.map((invoiceId, index) => ({ invoiceId, tickets: index === 0 ? [question] : [] })),
  });
  const setup = async (): Promise<{ model: Model; real: Real }> => {
    const { bridge } = await openDesk({ data, brandlovers: { maxLimit: 3 } });
    return {
      model: {
        tickets: [],
        invoices: INVOICES.map((_, index) =>
          index === 0 ? { state: 'unanswered', messages: ['why CUSTOMER'] } : { state: 'answered', messages: [] },
        ),
      },
      real: { bridge, ids: [] },
    };
  };
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { size: '+1' }), async (sequence) => {
      await fc.asyncModelRun(async () => setup(), [...sequence, new Look()]);
    }),
    { numRuns: process.env.EXHAUSTIVE ? 100 : 3 },
  );
});
