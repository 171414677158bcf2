import { type Api, type Closed, createOperations, type Fields, type Shape } from '@ticketbridge/http';
import { expect, test } from 'vitest';
import { failureOf } from './failure.ts';
import { answering, serve } from './server.ts';

interface Comment {
  text: string;
  replies?: Comment[] | undefined;
  quotes?: Quote | undefined;
}

interface Quote {
  page?: number | undefined;
  of?: Comment | undefined;
}

interface Operations {
  comment<I extends Comment>(input: Closed<I, Comment>): Promise<unknown>;
}

const commentShape: Fields = {
  text: 'string',
  get 'replies?'(): Shape {
    return [commentShape];
  },
  get 'quotes?'(): Shape {
    return quoteShape;
  },
};
const quoteShape: Fields = { 'page?': 'integer', 'of?': commentShape };

const api: Api = {
  vendor: 'comments',
  baseUrl: 'https://comments.example',
  secrets: {},
  operations: {
    comment: {
      method: 'POST',
      path: '/comments',
      input: commentShape,
      body: 'required',
      success: { 200: 'unknown' },
      errors: {},
    },
  },
};

/** A comment that quotes one that quotes one, so many times. */
function nested(depth: number, innermost: Comment): Comment {
  return depth === 0
    ? innermost
    : { text: `${depth}`, replies: [{ text: 'r', quotes: { of: nested(depth - 1, innermost) } }] };
}

test('an input that holds itself is sent as it is', async () => {
  const server = await serve(answering(200, '{}'));
  const { comment } = createOperations<Operations>(api, { baseUrl: server.baseUrl });
  const input = nested(50, { text: 'the innermost' });
  await comment(input);
  expect(JSON.parse(server.arrivals[0]?.body ?? '')).toEqual(input);
});

test.each<[string, object, string]>([
  ['a wrong type', { text: 7 }, '"text" must be of type string, not integer'],
  ['an unknown field', { text: 'a', txt: 'b' }, '"txt" is not a field; known fields: text, replies, quotes'],
  ['a missing field', {}, '"text" is missing: it must be of type string'],
])('%s is named at any depth', async (_, innermost, message) => {
  const { comment } = createOperations<Operations>(api, {});
  for (const depth of [0, 1, 20]) {
    const at = 'replies[0].quotes.of.'.repeat(depth);
    const input: Comment = JSON.parse(
      JSON.stringify(nested(depth, { text: '' })).replace('{"text":""}', JSON.stringify(innermost)),
    );
    const error = await failureOf(comment(input));
    expect(error).toMatchObject({ kind: 'invalid-input', outcome: 'not-sent' });
    expect(error.message).toContain(message.replace('"', `"${at}`));
  }
});

test('a model that takes any field takes no prototype', async () => {
  const { comment: definition } = api.operations;
  const open: Api = {
    ...api,
    operations: { ...(definition && { comment: { ...definition, input: { url: 'string', '*': 'unknown' } } }) },
  };
  const { comment } = createOperations<{ comment(input: unknown): Promise<unknown> }>(open, {});
  const error = await failureOf(comment(JSON.parse('{"url":"a","__proto__":{"url":5,"admin":true}}')));
  expect(error).toMatchObject({ kind: 'invalid-input', field: '__proto__', outcome: 'not-sent' });
});

test('an input that is a circle is refused', async () => {
  const { comment } = createOperations<Operations>(api, {});
  const circle: Comment = { text: 'a' };
  circle.replies = [circle];
  expect(await failureOf(comment(circle))).toMatchObject({ kind: 'invalid-input', outcome: 'not-sent' });
});

test('the types take an input that holds itself, and name an unknown key in it', () => {
  const { comment } = createOperations<Operations>(api, {});
  const right = { text: 'a', replies: [{ text: 'b', quotes: { of: { text: 'c' } } }] };
  const wrong = { text: 'a', replies: [{ text: 'b', quotes: { of: { text: 'c', txt: 'd' } } }] };
  // Compiled, never run.
  const calls = (declared: Comment): unknown[] => [
    comment(declared),
    comment(right),
    comment({ text: 'a', replies: [declared, { text: 'b' }] }),
    comment({ ...declared, quotes: { of: right } }),
    // @ts-expect-error: replies.quotes.of.txt is no field
    comment(wrong),
    // @ts-expect-error: "zip" is no field
    comment({ text: 'a', replies: [{ text: 'b', quotes: { of: { text: 'c', zip: 1 } } }] }),
  ];
  expect(calls).toBeTypeOf('function');
});
