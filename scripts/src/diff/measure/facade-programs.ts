import type { Document } from '../../generate/document.ts';
import { capitalised } from '../../generate/text.ts';
import { pointer } from './places.ts';
import type { Line, Program } from './program.ts';
import { readLines } from './read-lines.ts';

/** What the facade shows of a vendor. */
interface Shown {
  /** The options of its source. */
  readonly options: string;
  /** What `raw` is, by an expression of a thread, of a whole one and of a message: the component that it has the type of. */
  readonly threads: Readonly<Record<string, string>>;
  readonly messages: Readonly<Record<string, string>>;
  /** Fields of a message that have a type of the vendor's: the component and its property. */
  readonly typed: Readonly<Record<string, readonly [component: string, property: string]>>;
  /** Calls of the vendor's own verbs that write. */
  readonly writes: readonly string[];
}

const SHOWN: Readonly<Record<string, Shown>> = {
  brandlovers: {
    options: "{ account: 'shop' }",
    threads: { 'listed.raw': 'Ticket', 'whole.raw': 'Ticket' },
    messages: { 'message.raw': 'TicketMessage' },
    typed: { visibility: ['TicketMessage', 'visibility'] },
    writes: [
      "const created = await own.createThread({ orderId: '1', type: 'a', from: 'b', text: 'c' }, { marker: true });",
      'await own.locate(created);',
      "await own.note(ref, 'text');",
      'await own.close(ref);',
      'await own.reopen(ref);',
    ],
  },
  clubcollect: {
    options: "{ companyId: '1' }",
    threads: { 'listed.raw[0]': 'CompanyTicket', 'whole.raw[0]': 'Ticket' },
    messages: { 'message.raw': 'Ticket' },
    typed: { sender: ['Ticket', 'sender'] },
    writes: [
      "const { message } = await own.createThread({ invoiceId: '1', text: 'a' });",
      'take<string | undefined>(message.id);',
      'await own.archive(ref);',
      'await own.assignToSupport(ref);',
    ],
  },
};

/** Tells whether the facade has the vendor. */
export function isInFacade(vendor: string): boolean {
  return Object.hasOwn(SHOWN, vendor);
}

/** The programs of the facade with the vendor's client. */
export function facadePrograms(vendor: string, document: Document): Program[] {
  const shown = SHOWN[vendor];
  if (!shown) return [];
  const schemas = document.components?.schemas ?? {};
  const trailOf = (...path: string[]): string[] => [pointer('components', 'schemas', ...path)];
  const rawLines = (raws: Readonly<Record<string, string>>): Line[] =>
    Object.entries(raws).flatMap(([expression, component], index) => {
      const node = schemas[component];
      if (!node) return [];
      const read = readLines(document, { node, trail: trailOf(component) }, `raw${index}`);
      const about = trailOf(component);
      return [
        { text: `const raw${index} = ${expression};`, about },
        { text: `if (raw${index}) {`, about },
        ...read,
        { text: '}', about: [] },
      ];
    });
  const plain = (...texts: readonly string[]): Line[] => texts.map((text) => ({ text, about: [] }));
  const bridge = `const bridge = value<facade.Ticketbridge<'${vendor}'>>();`;
  const thread =
    'take<string>(listed.account); take<string | undefined>(listed.ref?.id); take<string | undefined>(listed.state.native);';
  const lines: Readonly<Record<string, readonly Line[]>> = {
    creation: plain(
      `const source = facade.${vendor}Source(value<client.${capitalised(vendor)}>(), ${shown.options});`,
      `take<facade.Ticketbridge<'${vendor}'>>(facade.createTicketbridge(source));`,
    ),
    'threads reader': [
      ...plain(bridge, 'for await (const listed of bridge.threads({ active: true })) {', thread),
      ...plain('for await (const whole of bridge.threads({ hydrate: true })) {'),
      ...rawLines(shown.threads),
      ...plain('} }'),
    ],
    'messages reader': [
      ...plain(
        bridge,
        'for await (const message of bridge.messages(value<facade.Vendors[VENDOR]["ref"]>())) {'.replace(
          'VENDOR',
          `'${vendor}'`,
        ),
      ),
      ...plain('take<string | undefined>(message.id); take<string | undefined>(message.text);'),
      ...plain('take<Date | string | undefined>(message.sentAt);'),
      ...Object.entries(shown.typed).map(([field, [component, property]]) => ({
        text: `take<string | undefined>(message.${field});`,
        about: trailOf(component, 'properties', property),
      })),
      ...rawLines(shown.messages),
      ...plain('}'),
    ],
    writer: plain(
      bridge,
      `const ref = value<facade.Vendors['${vendor}']['ref']>();`,
      `const own = bridge.${vendor};`,
      "take<facade.Receipt>(await bridge.reply(ref, 'text', { signal: value<AbortSignal>() }));",
      ...shown.writes,
    ),
    'error reader': plain(
      'const error = value<unknown>();',
      'if (!facade.isTicketbridgeError(error)) throw error;',
      "if (error.outcome === 'unknown') return;",
      "switch (error.kind) { case 'throttled': case 'not-found': break; default: break; }",
    ),
  };
  return Object.entries(lines).map(([kind, own]) => ({
    name: `facade ${kind}`,
    surface: 'facade',
    promised: true,
    lines: own,
  }));
}
