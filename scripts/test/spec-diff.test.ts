import { describe, expect, test } from 'vitest';
import { verdictOf } from '../src/diff/diff-specs.ts';
import { asJson, asMarkdown, asText } from '../src/diff/print.ts';
import { rateChanges } from '../src/diff/rate.ts';
import { bumpOf, corrected } from '../src/diff/verdict.ts';
import { asDocument } from '../src/generate/document.ts';
import { type Edit, edited, move, remove, set } from './spec-changes/edit.ts';
import { specs } from './spec-changes/specs.ts';

function changesOf(name: keyof typeof specs, ...edits: readonly Edit[]) {
  return rateChanges(asDocument(specs[name]), asDocument(edited(specs[name], edits)));
}

const removed = () => changesOf('brandlovers', remove('/components/schemas/Ticket/properties/subject'));

test('what no rule knows is major, and says so', () => {
  const [change, ...others] = changesOf('brandlovers', set('/components/schemas/Ticket/frobnicate', true));
  expect(others).toEqual([]);
  expect(change).toMatchObject({ pointer: '/components/schemas/Ticket/frobnicate', from: undefined, to: true });
  expect(change?.reason).toContain('no rule knows this change');
  expect(change && bumpOf(change)).toBe('major');
});

const parcel = '/components/schemas/Parcel/properties';
const throttled = '/paths/~1parcels/get/responses/429';
const hours = asDocument(specs.parcels).components?.schemas?.Pickup?.properties?.hours;
const pickup = '/components/schemas/Pickup';

/** Edits that write the same otherwise, and the place of each. */
const SAME: Readonly<Record<string, { readonly edits: readonly Edit[]; readonly at: string }>> = {
  'a type in a list': { edits: [set(`${parcel}/id/type`, ['string'])], at: `${parcel}/id/type` },
  'a repetition without effect': { edits: [remove(`${throttled}/x-repeatable`)], at: `${throttled}/x-repeatable` },
  'a kind that the status has anyway': {
    edits: [set(`${throttled}/x-error-kind`, 'throttled')],
    at: `${throttled}/x-error-kind`,
  },
  'a field that is not required': {
    edits: [set('/paths/~1parcels/get/parameters/0/required', false)],
    at: '/paths/~1parcels/get/parameters/0/required',
  },
  'a credential that nothing uses': {
    edits: [set('/components/securitySchemes/spare', { type: 'http', scheme: 'basic' })],
    at: '/components/securitySchemes/spare',
  },
  'a response that nothing uses': {
    edits: [set('/components/responses', { Spare: { description: 'Unused.' } })],
    at: '/components/responses',
  },
  'fields in a part': {
    edits: [set(`${pickup}/allOf`, [{ type: 'object', properties: { hours } }]), remove(`${pickup}/properties/hours`)],
    at: `${pickup}/properties/hours`,
  },
  'an extension that is none of ours, of all answers': {
    edits: [set('/paths/~1parcels/get/responses/x-frobnicate', 1)],
    at: '/paths/~1parcels/get/responses/x-frobnicate',
  },
  'an extension that is none of ours, of all paths': {
    edits: [set('/paths/x-frobnicate', 1)],
    at: '/paths/x-frobnicate',
  },
  'the security of the document at an operation': {
    edits: [set('/paths/~1parcels/get/security', [{ bearer: [] }, { header: [] }])],
    at: '/paths/~1parcels/get/security',
  },
};

/** Other changes beside, which are told whatever is told of the first. */
const BESIDE: readonly Edit[] = [
  set('/info/version', '2'),
  remove('/components/schemas/Letter/properties/stamp'),
  remove('/components/schemas/Letter/required'),
  move('/paths/~1depots', '/paths/~1branches'),
];
const others = changesOf('parcels', ...BESIDE);

test.each(Object.entries(SAME))(
  'the same written otherwise is told, alone and beside others: %s',
  (_, { edits, at }) => {
    const alone = changesOf('parcels', ...edits);
    expect(alone.map(({ pointer }) => pointer)).toContain(at);
    for (const { reason, bumps, publishedWork } of alone) {
      expect(reason).toMatch(/written otherwise, and means the same|described otherwise/);
      expect([bumps.client, publishedWork]).toEqual(['patch', true]);
    }
    const beside = changesOf('parcels', ...edits, ...BESIDE);
    expect(beside).toHaveLength(alone.length + others.length);
    expect(beside).toEqual(expect.arrayContaining([...alone, ...others]));
  },
);

test.each([
  '/components/frobnicate',
  '/components/schemas/Parcel/properties/id/frobnicate',
  '/paths/~1parcels/frobnicate',
  '/paths/~1parcels/post/responses/409/frobnicate',
  '/components/securitySchemes/bearer/frobnicate',
])('a keyword that nobody reads is major: %s', (pointer) => {
  const found = changesOf('parcels', set(pointer, 1), set('/info/version', '2')).find((one) => one.pointer === pointer);
  expect(found?.reason).toContain('no rule knows this change');
  expect(found?.bumps.client).toBe('major');
});

test('a change of what has moved knows where that was', () => {
  const [change] = changesOf('parcels', move('/paths/~1depots', '/paths/~1branches'));
  expect(change).toMatchObject({ pointer: '/paths/~1branches/get', was: '/paths/~1depots/get' });
});

test('an answer that loses a success whose body no other has loses a type', () => {
  const other = '/paths/~1parcels/post/responses/202';
  const from = edited(specs.parcels, [
    set(`${other}/content/application~1json/schema`, { $ref: '#/components/schemas/Letter' }),
  ]);
  const changes = rateChanges(asDocument(from), asDocument(edited(from, [remove(other)])));
  expect(changes.map((change) => [change.pointer, bumpOf(change), change.publishedWork])).toEqual([
    [other, 'major', true],
  ]);
});

test('an operation that moves is told once, and what is written otherwise in it beside that', () => {
  const to = '/paths/~1parcels/put';
  const moved = move('/paths/~1parcels/post', to);
  expect(changesOf('parcels', moved).map(({ pointer }) => pointer)).toEqual([to]);
  const again = `${to}/parameters/0/required`;
  expect(changesOf('parcels', moved, set(again, false)).map(({ pointer }) => pointer)).toEqual([to, again]);
});

/** Changes that TypeScript notices by place, and what is said there. */
function wordsOf(...edits: readonly Edit[]): Record<string, string> {
  const changes = changesOf('parcels', ...edits).filter(({ bumps }) => bumps.client !== 'none');
  return Object.fromEntries(changes.map(({ pointer, reason }) => [pointer, reason]));
}

describe('the place and the words of', () => {
  const created = '/paths/~1parcels/post/responses/202/content/application~1json';

  test('a component that is put in the place of another are those of what refers to it', () => {
    const [swap, ...others] = Object.entries(
      wordsOf(set(`${created}/schema`, { $ref: '#/components/schemas/Letter' })),
    );
    expect(others).toEqual([]);
    expect(swap?.[0]).toBe(`${created}/schema`);
    expect(swap?.[1]).toMatch(/`CreateParcel\w*\.weight` is in no answer any more\./);
    expect(swap?.[1]).not.toContain('`Parcel');

    const body = '/paths/~1parcels~1{parcelId}~1pickup/post/requestBody/content/application~1json/schema';
    const sent = wordsOf(set(body, { $ref: '#/components/schemas/Goods' }));
    expect(Object.keys(sent)).toEqual([body]);
    expect(sent[body]).toMatch(/`OrderPickupInput.day` is not sent any more.* `OrderPickupInput.name` is new/);
  });

  test('a body that loses its name, and nothing else, are those of the name', () => {
    const body = '/paths/~1errands/post/requestBody/content/application~1json/schema';
    const { '/components/schemas/Errand': gone, ...rest } = wordsOf(move('/components/schemas/Errand', body));
    expect(gone).toBe('`Errand` is no exported type any more.');
    for (const words of Object.values(rest)) expect(words).toContain('written otherwise, and means the same');
  });

  test('a credential that is needed, or is not, are those of the operation', () => {
    expect(wordsOf(remove('/paths/~1depots/get/security'))).toMatchObject({
      '/paths/~1depots/get/security': '`listDepots` needs the credential now.',
    });
    expect(wordsOf(set('/paths/~1account/get/security', []))).toMatchObject({
      '/paths/~1account/get/security': '`getAccount` needs no credential any more.',
    });
    expect(wordsOf(remove('/security'))['/security']).toMatch(/`listParcels` needs .* `createParcel` needs /);
  });

  test.each([
    ['a path that moves', '/paths/~1parcels~1{parcelId}', '/paths/~1boxes~1{parcelId}'],
    ['a path parameter with another name', '/paths/~1parcels~1{parcelId}', '/paths/~1parcels~1{id}'],
  ])('%s say no other order', (_, from, to) => {
    const words = wordsOf(move(from, to), set(`${to}/parameters/0/name`, to.includes('{id}') ? 'id' : 'parcelId'));
    expect(Object.values(words)).not.toEqual([]);
    expect(Object.values(words).join()).not.toContain('order');
  });

  test('a body that is lost are those of its schema', () => {
    const pointers = Object.keys(wordsOf(remove(`${created.replace(/\/[^/]+$/, '')}`)));
    expect(pointers).toEqual([`${created}/schema`]);
    const answer = '/paths/~1v2~1invoices~1{invoiceId}~1tickets/post/responses/200/content';
    expect(changesOf('clubcollect', remove(answer)).map(({ pointer }) => pointer)).toEqual([
      `${answer}/application~1json/schema`,
    ]);
  });

  test('a refusal with another media type are those of its content, which clients read as before', () => {
    const content = '/paths/~1parcels/post/responses/409/content';
    const moved = move(`${content}/application~1json`, `${content}/application~1problem+json`);
    const [change, ...others] = changesOf('parcels', moved);
    expect(others).toEqual([]);
    expect(change).toMatchObject({ pointer: content, publishedWork: true });
    expect(change?.advisory).toContain('They read its body as before');
  });

  test('a parameter that several operations share are those of each', () => {
    const words = changesOf('brandlovers', set('/components/parameters/Limit/schema/maximum', 50));
    expect(words.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/`ListTicketMessagesInput.limit` .*`ListTicketsInput.limit` /),
    ]);
  });

  test('an example are those of the example', () => {
    const example = '/components/examples/ticket/value/message';
    const [change, ...others] = changesOf('clubcollect', set(example, 'Hello'));
    expect(others).toEqual([]);
    expect(change).toMatchObject({ pointer: example, reason: '`ticket` shows something else as an example.' });
  });

  test('links to an operation with another name speak of links', () => {
    const changes = changesOf(
      'brandlovers',
      set('/paths/~1ticket~1{ticketId}~1messages/get/operationId', 'listMessages'),
      set('/components/links/MessagesOfTheTicket/operationId', 'listMessages'),
    );
    const links = changes.filter(({ pointer }) => pointer.includes('/links/'));
    expect(links).not.toEqual([]);
    for (const { reason } of links) expect(reason).toContain('links to operations');
  });
});

test('a document is not changed against itself', () => {
  for (const document of Object.values(specs))
    expect(rateChanges(asDocument(document), asDocument(document))).toEqual([]);
});

test('a change of a component stands once, however often it is used, with its place in the document', () => {
  expect(removed().map(({ pointer }) => pointer)).toEqual(['/components/schemas/Ticket/properties/subject']);
});

test('a tag has another class in Python, and a credential another option in TypeScript alone', () => {
  const [tag] = changesOf('brandlovers', set('/paths/~1tickets/get/tags/0', 'Lists'));
  expect(tag?.bumps).toMatchObject({ client: 'patch', python: 'major' });
  const option = changesOf('clubcollect', set('/components/securitySchemes/apiKey/x-credential-option', 'secret'));
  expect(option.some(({ bumps }) => bumps.client === 'major')).toBe(true);
  expect(option.every(({ bumps, publishedWork }) => bumps.sandbox === 'none' && publishedWork)).toBe(true);
});

test('a call that becomes a read is repeated from now on', () => {
  const status = '/paths/~1ticket~1{ticketId}~1message';
  const changes = changesOf('brandlovers', move(`${status}/post`, `${status}/get`));
  expect(changes.some(({ reason }) => reason.includes('A write may be sent more than once.'))).toBe(true);
});

test('JSON has the documented form, and nothing else', () => {
  const verdict = verdictOf(removed(), '0.2.0');
  expect(JSON.parse(asJson(verdict))).toEqual({
    bump: 'major',
    release: 'minor',
    publishedWork: false,
    changes: [
      {
        pointer: '/components/schemas/Ticket/properties/subject',
        bump: 'major',
        publishedWork: false,
        reason: expect.any(String),
        consumers: [],
      },
    ],
  });
});

test('text and Markdown say the change, the reason, the advisory and the release', () => {
  const verdict = verdictOf(removed(), '1.0.0');
  const facts = [
    /subject/,
    /Programs that read it as before do not compile/,
    /They read `undefined`/,
    /In all: major\./,
  ];
  for (const fact of facts) {
    expect(asText(verdict)).toMatch(fact);
    expect(asMarkdown(verdict)).toMatch(fact);
  }
  expect(asText(verdictOf([], '0.2.0'))).toBe('Nothing has changed.');
});

describe('a verdict for Python', () => {
  const limit = () => changesOf('brandlovers', set('/components/schemas/NewTicket/properties/body/maxLength', 50));
  const python = { python: '1.0.0', vendorPython: '0.2.0' };

  test('has bump and words of its own, in each form', () => {
    const verdict = verdictOf(limit(), '1.0.0', python);
    for (const written of [asText(verdict), asMarkdown(verdict)]) {
      expect(written).toMatch(/Python.*major\. `NewTicket\.body` has tighter limits, which the package enforces/s);
      expect(written).toMatch(/^In all: patch\.$/m);
      expect(written).toMatch(/^Python: major\.$/m);
      expect(written).toMatch(/^Python by the vendor's names: major, which before 1\.0 is released as minor\.$/m);
    }
    const told = { bump: 'major', publishedWork: false, reason: expect.stringContaining('the package enforces') };
    expect(JSON.parse(asJson(verdict))).toMatchObject({
      bump: 'patch',
      python: { bump: 'major', release: 'major', publishedWork: false },
      vendorPython: { bump: 'major', release: 'minor', publishedWork: false },
      changes: [{ bump: 'patch', python: told, vendorPython: told }],
    });
  });

  test('says once what published versions do, and whose they are', () => {
    const both = "TypeScript, Python and Python by the vendor's names";
    const [change, sum = ''] = asText(verdictOf(limit(), '1.0.0', python)).split('\n\n');
    expect(change?.match(/published already.*/g)).toEqual([
      `published already, for ${both}: The vendor may reject values that it took.`,
    ]);
    expect(sum.match(/published already.*/g)).toEqual([`published already, for ${both}, are affected.`]);

    const gone = asMarkdown(verdictOf(removed(), '1.0.0', { python: '1.0.0' }));
    expect(gone).toMatch(/\| For TypeScript: They read `undefined`[^|]* For Python: They read `None`[^|]* \|$/m);

    const nullable = set('/components/schemas/Ticket/properties/subject/type', ['string', 'null']);
    const text = asText(verdictOf(changesOf('brandlovers', nullable), '1.0.0', { python: '1.0.0' }));
    expect(text).toMatch(/already, for TypeScript: They read null where they expect a value\.$/m);
    expect(text).toMatch(/^Our versions that are published already, for TypeScript, are affected\.$/m);
    expect(text).toMatch(/^Our versions that are published already, for Python, go on working\.$/m);
  });

  test('is there for the packages that there are', () => {
    const { python: packages, changes } = verdictOf(limit(), '1.0.0', { python: '1.0.0' });
    expect(Object.keys(packages)).toEqual(['python']);
    expect(changes.map(({ bumps, python: told }) => [bumps.vendorPython, Object.keys(told)])).toEqual([
      ['none', ['python']],
    ]);
    expect(asMarkdown(verdictOf(limit(), '1.0.0'))).not.toContain('Python');
  });

  test('says nothing of what only TypeScript notices', () => {
    const [change] = changesOf('brandlovers', set('/components/schemas/Ticket/required', ['subject']));
    expect(change?.bumps).toMatchObject({ client: 'minor', python: 'none' });
    expect(change?.python).toEqual({});
  });
});

test('a correction keeps its bump, and says that it never worked', () => {
  const [change] = removed();
  const [marked] = corrected(removed(), [change?.pointer ?? '']);
  expect(marked?.bumps).toEqual(change?.bumps);
  expect(marked?.advisory).toMatch(/never worked/);
  expect(marked?.python.python?.advisory).toMatch(/never worked/);
});
