import { expect, test } from 'vitest';
import { attribute } from '../src/diff/attribute.ts';
import type { Broken } from '../src/diff/measure/measure.ts';
import type { Bump, RatedChange } from '../src/diff/verdict.ts';

const subject = '/components/schemas/Ticket/properties/subject';
const ticket = '/components/schemas/Ticket';
const list = '/paths/~1tickets/get';

function change(pointer: string, client: Bump, facade: Bump = 'none'): RatedChange {
  return {
    pointer,
    from: 1,
    to: 2,
    bumps: { client, facade, sandbox: 'minor', python: client, vendorPython: client },
    python: {},
    reason: 'It differs.',
    publishedWork: true,
    advisory: 'They work.',
    consumers: [],
  };
}

const reader: Broken = {
  program: 'listTickets reader',
  surface: 'client',
  promised: true,
  about: [subject, ticket, list],
  message: 'No subject.',
};
const fixture: Broken = { ...reader, program: 'unpromised: Ticket fixture', promised: false };

/** Which of the changes got the program, by their places, and what the client's and the facade's bumps are then. */
function outcome(changes: readonly RatedChange[], ...broken: readonly Broken[]): unknown[] {
  return attribute(changes, broken).map(({ pointer, bumps, consumers }) => [
    pointer,
    bumps.client,
    bumps.facade,
    ...consumers,
  ]);
}

test('the only change there is has broken everything, wherever it stands', () => {
  expect(outcome([change('/servers/0', 'patch')], reader)).toEqual([
    ['/servers/0', 'major', 'none', 'listTickets reader'],
  ]);
});

test('a change at the most specific place is the cause, before those around it', () => {
  const changes = [change(`${list}/responses/200`, 'major'), change(`${subject}/type`, 'major')];
  expect(outcome(changes, reader)).toEqual([
    [`${list}/responses/200`, 'major', 'none'],
    [`${subject}/type`, 'major', 'none', 'listTickets reader'],
  ]);
});

test('a change of a whole is a cause for its parts', () => {
  expect(outcome([change(ticket, 'major'), change('/info', 'patch')], reader)).toEqual([
    [ticket, 'major', 'none', 'listTickets reader'],
    ['/info', 'patch', 'none'],
  ]);
});

test('words are no cause while there is another', () => {
  const changes = [change(`${subject}/description`, 'patch'), change(`${ticket}/required`, 'minor')];
  expect(outcome(changes, reader)).toEqual([
    [`${subject}/description`, 'patch', 'none'],
    [`${ticket}/required`, 'major', 'none', 'listTickets reader'],
  ]);
});

test('a name that starts as another does is another place', () => {
  const changes = [change(`${subject}Line`, 'major'), change(`${subject}/type`, 'major')];
  expect(outcome(changes, reader)).toEqual([
    [`${subject}Line`, 'major', 'none'],
    [`${subject}/type`, 'major', 'none', 'listTickets reader'],
  ]);
});

test('two changes of one place are both causes', () => {
  const changes = [change(`${subject}/type`, 'major'), change(`${subject}/enum`, 'major')];
  expect(outcome(changes, reader)).toEqual([
    [`${subject}/type`, 'major', 'none', 'listTickets reader'],
    [`${subject}/enum`, 'major', 'none', 'listTickets reader'],
  ]);
});

test('what a program of the facade proves is raised for the facade', () => {
  const facade: Broken = { ...reader, program: 'facade threads reader', surface: 'facade' };
  expect(outcome([change(subject, 'major')], facade)).toEqual([[subject, 'major', 'major', 'facade threads reader']]);
});

test('a program that relies on what is not promised is told, and raises nothing', () => {
  expect(outcome([change(subject, 'minor')], fixture)).toEqual([
    [subject, 'minor', 'none', 'unpromised: Ticket fixture'],
  ]);
});

test('a program is told once, however many of its lines fail', () => {
  expect(outcome([change(subject, 'major')], reader, { ...reader, about: [ticket] })).toEqual([
    [subject, 'major', 'none', 'listTickets reader'],
  ]);
});

test('a rating that was raised says what the compiler saw, and one that was not does not', () => {
  const [raised] = attribute([change(subject, 'minor')], [reader]);
  expect(raised?.reason).toBe(
    'It differs. The compiler saw it: the program "listTickets reader" no longer compiles (No subject.)',
  );
  const [known] = attribute([change(subject, 'major')], [reader]);
  expect(known?.reason).toBe('It differs.');
});

test.each([
  { title: 'no change at all', changes: [] },
  { title: 'changes elsewhere', changes: [change('/info', 'patch'), change('/servers/0', 'major')] },
])('a program that no change explains is a change of its own: $title', ({ changes }) => {
  expect(attribute(changes, [reader, reader, fixture])).toEqual([
    ...changes,
    expect.objectContaining({
      pointer: subject,
      bumps: { client: 'major', facade: 'none', sandbox: 'none', python: 'none', vendorPython: 'none' },
      consumers: ['listTickets reader'],
    }),
    expect.objectContaining({
      pointer: subject,
      bumps: { client: 'none', facade: 'none', sandbox: 'none', python: 'none', vendorPython: 'none' },
      consumers: ['unpromised: Ticket fixture'],
    }),
  ]);
});
