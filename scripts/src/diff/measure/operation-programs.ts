import { componentName, type Document } from '../../generate/document.ts';
import { quoted } from '../../generate/text.ts';
import { pointer } from '../node.ts';
import { openEnumsOf } from './open-enums.ts';
import { aboutInput, type Call } from './operations.ts';
import { componentsIn } from './places.ts';
import type { Line, Program } from './program.ts';
import { readLines } from './read-lines.ts';
import { isOneType, type Readable } from './readable.ts';
import { typeOf } from './type-of.ts';
import { fieldLines, type Writing } from './write-lines.ts';

/** What programs of an operation are made from. */
interface Subject {
  readonly document: Document;
  readonly call: Call;
  readonly readable: ReadonlyMap<string, Readable>;
}

type Kind = (subject: Subject) => readonly Line[];

/** The programs of each operation, by the words that follow its id. A kind without a line has nothing to do there. */
const KINDS: Readonly<Record<string, Kind>> = {
  reader,
  switch: switching,
  'void reader': voidReader,
  'minimal writer': ({ document, call }) => writer(document, call, { optional: 'none' }),
  'full writer': ({ document, call }) => writer(document, call, { optional: 'all' }),
  'round trip': roundTrip,
  'error reader': errorReader,
  'paging reader': pagingReader,
};

export function operationPrograms(subject: Subject): Program[] {
  const { id } = subject.call.operation;
  return Object.entries(KINDS).flatMap(([kind, linesOf]): Program[] => {
    const lines = linesOf(subject);
    return lines.length > 0 ? [{ name: `${id} ${kind}`, surface: 'client', promised: true, lines }] : [];
  });
}

function answerOf({ operation: { id }, trail }: Call): Line {
  return { text: `const answer = value<Answer<'${id}'>>();`, about: trail };
}

function reader({ document, call }: Subject): Line[] {
  const { operation, answers, trail } = call;
  const [answer] = answers;
  if (isOneType(operation)) return answer ? [answerOf(call), ...readLines(document, answer, 'answer')] : [];
  const types = answers.map((place) => (place ? typeOf(document, place.node, 'read') : 'client.VoidResult'));
  const held = answers.flatMap((place) => (place ? componentsIn(document, place.node) : []));
  const about = [...held, `${trail[0]}/responses`, ...trail];
  return types.length > 0 ? [answerOf(call), { text: `take<${types.join(' | ')}>(answer);`, about }] : [];
}

function voidReader({ call }: Subject): Line[] {
  const { operation, answers, trail } = call;
  return isOneType(operation) && answers[0] === undefined
    ? [answerOf(call), { text: 'take<number>(answer.status);', about: [`${trail[0]}/responses`, ...trail] }]
    : [];
}

function switching({ document, call }: Subject): Line[] {
  const {
    operation,
    answers: [answer],
  } = call;
  const enums = answer && isOneType(operation) ? openEnumsOf(document, answer, 'answer') : [];
  if (enums.length === 0) return [];
  const cases = enums.flatMap(({ expression, values, trail }): Line[] => [
    { text: `switch (${expression}) {`, about: trail },
    ...values.map((value) => ({ text: `case ${quoted(value)}: break;`, about: trail })),
    { text: 'default: break; }', about: trail },
  ]);
  return [answerOf(call), ...cases];
}

/** Lines that call an operation. */
function callLines(call: Call, fields: readonly Line[]): Line[] {
  const { id } = call.operation;
  const about = aboutInput(call);
  if (fields.length === 0 && call.input.every(({ isRequired }) => !isRequired)) {
    return [{ text: `await api.${id}();`, about }];
  }
  return [{ text: `await api.${id}({`, about }, ...fields, { text: '}, value<client.CallOptions>());', about }];
}

function writer(document: Document, call: Call, writing: Writing): Line[] {
  const fields = fieldLines(document, call.input, writing);
  return writing.optional === 'none' || fields.length > 0 ? callLines(call, fields) : [];
}

function roundTrip({ document, call, readable }: Subject): Line[] {
  const reads = new Map<string, Line>();
  const handedBack = (component: string): Line | undefined => {
    const found = readable.get(component);
    if (!found?.isObject) return undefined;
    const read = reads.get(component) ?? { text: `read${reads.size}`, about: found.trail };
    reads.set(component, read);
    return read;
  };
  const body = componentName(call.body?.node);
  const whole = body && handedBack(body);
  const given = whole ? call.input.filter((_, index) => call.operation.input[index]?.in !== 'body') : call.input;
  const fields = fieldLines(document, given, { optional: 'handed back', handedBack });
  const spread = whole ? [{ text: `...${whole.text},`, about: [...aboutInput(call), ...whole.about] }] : [];
  if (reads.size === 0) return [];
  const readings = Array.from(reads, ([component, { text, about }]) => ({
    text: `const ${text} = ${readable.get(component)?.expression}; if (!${text}) return;`,
    about,
  }));
  return [...readings, ...callLines(call, [...fields, ...spread])];
}

function errorReader({ call }: Subject): Line[] {
  const { operation, trail } = call;
  const kinds = [...new Set(operation.errors.map(({ kind }) => kind))];
  return [
    { text: `value<Operations['${operation.id}']>();`, about: trail },
    { text: 'const error = value<unknown>();', about: [] },
    { text: 'if (!client.isTicketbridgeError(error)) throw error;', about: [] },
    { text: 'take<number | undefined>(error.status); take<string | undefined>(error.code);', about: [] },
    { text: 'switch (error.kind) {', about: [] },
    ...kinds.map((kind) => ({ text: `case '${kind}': break;`, about: [`${trail[0]}/responses`, ...trail] })),
    { text: 'default: break; }', about: [] },
  ];
}

function pagingReader({ call: { operation, trail } }: Subject): Line[] {
  const { id, paging } = operation;
  const about = [`${trail[0]}${pointer('x-paging')}`, ...trail];
  return Object.entries(paging ?? {}).map(([fact, value]) => {
    const type = typeof value === 'string' && value.startsWith('/') ? 'readonly string[]' : typeof value;
    return { text: `take<${type}>(client.paging.${id}.${fact});`, about: [`${about[0]}${pointer(fact)}`, ...about] };
  });
}
