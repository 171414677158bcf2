import type { Bump } from '../../src/diff/verdict.ts';
import { brandlovers, clubcollect, type Kind, parcels, type SpecChange } from './change.ts';
import { move, remove, set } from './edit.ts';
import { kinds } from './table.ts';

/** What a kind of change means in Python, where that is not what the same means in TypeScript. */
export interface PythonKind {
  /** The row of the table in `docs/versioning.md`. */
  readonly row: string;
  readonly bump: Bump;
  /** For the package that has the vendor's own names, if it is another one. */
  readonly vendor?: Bump;
  readonly publishedWork: boolean;
  readonly changes: Readonly<Record<string, SpecChange>>;
}

/** Changes that the table of all kinds has, by its row and by their titles. */
function of(row: string, ...titles: readonly string[]): Kind['changes'] {
  const kind = kinds.find((one) => one.row === row);
  const chosen = titles.length > 0 ? titles : Object.keys(kind?.changes ?? {});
  return Object.fromEntries(
    chosen.map((title) => {
      const change = kind?.changes[title];
      if (!change) throw new Error(`The table has no such change: ${row}: ${title}`);
      return [`${title} (${row})`, change];
    }),
  );
}

const ABSENT = 'a field of an answer may be absent or null now, or has another type, or a wider one';
const ALWAYS = 'a field of an answer is always there now, can no longer be null, or is of fewer types';
const LIMITS = 'a format, a pattern, a length or a range of an answer changes';
const TIGHTER = 'a limit or a pattern of an input is tightened';
const LOOSER = 'a limit or a pattern of an input is loosened';
const MORE = 'an input takes more: another value of an enum, another type, null';
const NAMES = 'the id of an operation, or the name of a schema or of the option for a credential, changes';
const MOVED = 'the credential moves, and the caller gives it as before';
const LESS =
  'an input takes less: a value of an enum is removed, a text becomes an enum, a type is narrower, null is refused';
const TEXTS = 'a text, an example, a link, a provenance, or an order that says nothing';
const COMPONENT = 'a component that is both given and read changes: the greater of its two ratings';

const parcel = '/components/schemas/Parcel/properties';
const newTicket = '/components/schemas/NewTicket/properties';
const newParcel = '/components/schemas/NewParcel/properties';
const changeParcel = '/paths/~1parcels~1{parcelId}/patch';
const trial = { url: 'https://trial.parcels.test/v1', description: "The vendor's trial." };
const anotherServer = { url: 'https://eu.parcels.test/v1', description: 'Production, in Europe.' };
const listParcels = '/paths/~1parcels/get/parameters';

/** What is read never fails for one field, so what may be missing is no change; types and names are. */
const answers: readonly PythonKind[] = [
  {
    row: 'a field of an answer becomes required or optional, or may be null or no longer',
    bump: 'none',
    publishedWork: true,
    changes: {
      ...of(
        ABSENT,
        'required becomes optional',
        'required becomes optional in a part of allOf',
        'null becomes possible',
      ),
      ...of(
        ALWAYS,
        'the list of a page becomes required',
        "a field of a list's items becomes required",
        'a nested field becomes required',
        'a field of a part of allOf becomes required',
        'null is no longer possible',
      ),
    },
  },
  {
    row: 'known values of an answer are added or removed, or an error code',
    bump: 'none',
    publishedWork: true,
    changes: {
      ...of('an open enum of an answer gains or loses a known value, or a text becomes one or is one no more'),
      ...of('an error code is added'),
    },
  },
  {
    row: 'a limit, a pattern or a default of an answer changes, or a format that is no type of Python',
    bump: 'none',
    publishedWork: true,
    changes: {
      ...of(LIMITS, 'a length is limited', 'a default is added', 'a pattern is added', 'a range is added'),
      'a format that is no type': brandlovers([set('/components/schemas/Ticket/properties/subject/format', 'email')]),
    },
  },
  {
    row: 'a format makes a field of an answer another type, such as `date-time` a `datetime`, or makes it one no more',
    bump: 'major',
    publishedWork: true,
    changes: {
      ...of(
        LIMITS,
        'a format that is no date-time is added',
        'a format is removed that no facade parses',
        'a date becomes a date-time that no facade parses',
        'a text that the facade parses anyway is said to be a date-time',
      ),
      ...of('a date-time of an answer that the facade parses is one no more'),
      ...of('a text of an answer that the facade gives as text becomes a date-time that it parses'),
    },
  },
  {
    row: 'a whole number of an answer may be any number, or a value may be of a further type',
    bump: 'major',
    publishedWork: false,
    changes: {
      'an integer becomes a number': parcels([set(`${parcel}/weight/type`, 'number')]),
      ...of(ABSENT, 'a text may be a number too', 'the answer has one more alternative'),
    },
  },
  {
    row: 'a value of an answer is of fewer types, and of several still, or a number is always whole',
    bump: 'none',
    publishedWork: true,
    changes: {
      ...of(
        ALWAYS,
        'the first of alternatives without names is no longer possible',
        'the last of alternatives without names is no longer possible',
        'one type of three is no longer possible',
      ),
    },
  },
  {
    row: 'what may be of several types is of one, or the items of a list may be null',
    bump: 'major',
    publishedWork: true,
    changes: {
      ...of(ALWAYS, 'one type is left of several'),
      ...of(ABSENT, 'null becomes possible for the items of a list'),
    },
  },
  {
    row: 'a field is added to an object that is read and handed back as input',
    bump: 'minor',
    publishedWork: true,
    changes: of('a field is added to an object that is read and handed back as input'),
  },
];

/** What is given is held to the spec before it is sent, and arguments are taken by name and by place. */
const inputs: readonly PythonKind[] = [
  {
    row: 'a limit of a body is tightened: a length, a range, a number of items',
    bump: 'major',
    publishedWork: false,
    changes: of(TIGHTER, 'a length of a body is limited', 'a length of a part of allOf is smaller'),
  },
  {
    row: 'a limit of a body is loosened',
    bump: 'minor',
    publishedWork: true,
    changes: of(LOOSER, 'a range of a body is greater', 'a length of a part of allOf is greater'),
  },
  {
    row: 'the values of an argument become fewer, which the package leaves to the vendor',
    bump: 'patch',
    publishedWork: false,
    changes: of(LESS, 'a value of the query', 'a value of the path', 'a text of the query becomes an enum'),
  },
  {
    row: 'the values of an argument become more',
    bump: 'patch',
    publishedWork: true,
    changes: {
      ...of(MORE, 'a value of the query', 'a value of the path'),
      'any text of the query': brandlovers([remove('/paths/~1tickets/get/parameters/0/schema/enum')]),
    },
  },
  {
    row: 'a format makes an input another type, such as `date-time` a `datetime`',
    bump: 'major',
    publishedWork: false,
    changes: {
      ...of(TIGHTER, 'another format'),
      'a text of a body becomes a date-time': brandlovers([set(`${newTicket}/description/format`, 'date-time')]),
      'a text of the query becomes a date-time': parcels([set(`${listParcels}/4/schema/format`, 'date-time')]),
    },
  },
  {
    row: 'an input takes one type more than the one that it took',
    bump: 'major',
    publishedWork: true,
    changes: {
      ...of(MORE, 'a number beside a text'),
      'no date-time, but any text': parcels([remove(`${newParcel}/sendAt/format`)]),
    },
  },
  {
    row: 'a named enum of an input is an enum no more',
    bump: 'major',
    vendor: 'minor',
    publishedWork: true,
    changes: { 'any text': brandlovers([remove('/components/schemas/SettableStatus/enum')]) },
  },
  {
    row: 'a named enum of an input is written in place',
    bump: 'major',
    vendor: 'none',
    publishedWork: true,
    changes: of('a schema is removed', 'in favour of an equal one without a name'),
  },
  {
    row: 'the body of a call is another component',
    bump: 'major',
    publishedWork: false,
    changes: of(TIGHTER, 'a body that is another component needs a field'),
  },
  {
    row: 'what was only given is read as well, or no longer differs by that: the class of what is given has another name',
    bump: 'major',
    publishedWork: true,
    changes: {
      ...of(COMPONENT, 'a required field becomes optional'),
      'it is read as well': brandlovers([
        set('/components/schemas/Ticket/properties/last', { $ref: '#/components/schemas/NewTicketMessage' }),
      ]),
    },
  },
  {
    row: 'an argument that may be left out comes before others, or others come before what has to be given',
    bump: 'major',
    publishedWork: true,
    changes: {
      ...of('a required field of an input becomes optional', 'of the query'),
      'a new one before others': parcels([
        set(`${listParcels}/5`, { name: 'since', in: 'query', schema: { type: 'string' } }),
        set(`${listParcels}/-`, { name: 'X-Region', in: 'header', schema: { type: 'string' } }),
      ]),
      'a new one before a body that may be left out': parcels([
        set(`${changeParcel}/parameters`, [{ name: 'note', in: 'query', schema: { type: 'string' } }]),
      ]),
      'they change places': parcels([
        set(`${listParcels}/1`, { name: 'max', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 } }),
        set(`${listParcels}/2`, { name: 'start', in: 'query', schema: { type: 'integer', minimum: 0, default: 0 } }),
      ]),
    },
  },
  {
    row: 'a field of an input moves between the query and the body',
    bump: 'major',
    publishedWork: false,
    changes: of('a field of an input moves between the query and the body'),
  },
  {
    row: 'a call that had no body needs one',
    bump: 'major',
    publishedWork: false,
    changes: of('a call that had no body needs one, of optional fields'),
  },
  {
    row: 'a component that nothing gives and reads takes more',
    bump: 'minor',
    publishedWork: true,
    changes: of(
      COMPONENT,
      'a value is added to a closed enum of one that nothing uses',
      'it takes any text',
      'a field may be null',
    ),
  },
];

const names: readonly PythonKind[] = [
  {
    row: 'the method or the path of an operation changes',
    bump: 'minor',
    vendor: 'major',
    publishedWork: false,
    changes: of('the method or the path of an operation changes'),
  },
  {
    row: 'the id of an operation changes',
    bump: 'major',
    vendor: 'none',
    publishedWork: true,
    changes: of(NAMES, 'the id'),
  },
  {
    row: 'the tag of an operation changes, by which its class is named',
    bump: 'major',
    publishedWork: true,
    changes: of(TEXTS, 'the tag of an operation'),
  },
  {
    row: 'an answer or a body without a name gets one, or a named one is written in place',
    bump: 'major',
    publishedWork: true,
    changes: of(
      'a schema is added',
      'for an answer that was a component, and is written in place',
      'in place of an equal body without a name',
      'in place of an equal body of several parts',
    ),
  },
  {
    row: 'an operation becomes public',
    bump: 'minor',
    vendor: 'major',
    publishedWork: true,
    changes: of('an operation becomes public'),
  },
  {
    row: 'a public operation needs the credential, or the credential moves and is called otherwise there',
    bump: 'minor',
    vendor: 'major',
    publishedWork: false,
    changes: {
      ...of('a public operation needs the credential'),
      ...of(MOVED, 'from the query to a header', 'to another header', 'to another name in the query'),
    },
  },
  {
    row: 'alternatives of a credential change places',
    bump: 'major',
    publishedWork: true,
    changes: of('alternatives of a credential change places'),
  },
  {
    row: 'the scheme of a credential is called otherwise',
    bump: 'major',
    vendor: 'none',
    publishedWork: true,
    changes: {
      'in all places': clubcollect([
        move('/components/securitySchemes/apiKey', '/components/securitySchemes/key'),
        set('/security', [{ key: [] }]),
      ]),
    },
  },
  {
    row: "the vendor's own client has another name for a body",
    bump: 'none',
    vendor: 'major',
    publishedWork: true,
    changes: of(TEXTS, 'the name that the vendor has for a body'),
  },
  {
    row: 'a server comes before others, or they change places: `server_index` is taken by that order',
    bump: 'major',
    publishedWork: true,
    changes: {
      'a new one before the last': parcels([set('/servers/2', trial), set('/servers/1', anotherServer)]),
      'two new ones before the last': parcels([
        set('/servers/2', { url: 'https://us.parcels.test/v1' }),
        set('/servers/3', trial),
        set('/servers/1', anotherServer),
      ]),
    },
  },
  {
    row: 'a server that is not the default is removed, or has another URL',
    bump: 'major',
    publishedWork: false,
    changes: {
      'the last is removed': parcels([remove('/servers/1')]),
      'the last is another': parcels([set('/servers/1', anotherServer)]),
    },
  },
  {
    row: 'a server is added after the others',
    bump: 'patch',
    publishedWork: true,
    changes: { 'a third': parcels([set('/servers/2', anotherServer)]) },
  },
  {
    row: 'the option of a credential is called otherwise, or a refusal is JSON of another media type',
    bump: 'none',
    publishedWork: true,
    changes: {
      ...of(NAMES, 'the name of the option'),
      ...of('the media type of a refusal changes, and is one of JSON as before'),
    },
  },
  {
    row: 'how a list is paged, or the same written otherwise',
    bump: 'none',
    publishedWork: true,
    changes: {
      ...of('a list is not paged any more'),
      ...of(
        'where the code of an error stands, or how a list is paged, or the content type of every request',
        'where the number of items stands',
        'where the number of pages stands',
        'the size of a full page',
      ),
      ...of(TEXTS, 'the same, written otherwise'),
    },
  },
];

/** Where Python differs; every other change of the table of kinds means the same there. */
export const pythonKinds: readonly PythonKind[] = [...answers, ...inputs, ...names];
