import type { Document } from '../../generate/document.ts';
import { pointer } from '../node.ts';
import type { Line, Program } from './program.ts';
import { readLines } from './read-lines.ts';

/** What the facade shows of a vendor. */
interface Shown {
  /** What `raw` is, by an expression of a thread, of a whole one and of a message: the component that it has the type of. */
  readonly threads: Readonly<Record<string, string>>;
  readonly messages: Readonly<Record<string, string>>;
  /** Fields of a message that have a type of the vendor's: the component and its property. */
  readonly typed: Readonly<Record<string, readonly [component: string, property: string]>>;
}

const SHOWN: Readonly<Record<string, Shown>> = {
  brandlovers: {
    threads: { 'listed.raw': 'Ticket', 'whole.raw': 'Ticket' },
    messages: { 'message.raw': 'TicketMessage' },
    typed: { visibility: ['TicketMessage', 'visibility'] },
  },
  clubcollect: {
    threads: { 'listed.raw[0]': 'CompanyTicket', 'whole.raw[0]': 'Ticket' },
    messages: { 'message.raw': 'Ticket' },
    typed: { sender: ['Ticket', 'sender'] },
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
    'threads reader': [
      ...plain(bridge, 'for await (const listed of bridge.threads({ active: true })) {', thread),
      ...plain('for await (const whole of bridge.threads({ hydrate: true })) {'),
      ...rawLines(shown.threads),
      ...plain('} }'),
    ],
    'messages reader': [
      ...plain(
        bridge,
        `const ref = value<facade.Vendors['${vendor}']['ref']>();`,
        'for await (const message of bridge.messages(ref)) {',
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
  };
  return Object.entries(lines).map(([kind, own]) => ({
    name: `facade ${kind}`,
    surface: 'facade',
    promised: true,
    lines: own,
  }));
}
