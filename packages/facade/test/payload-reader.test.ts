import { expect, test } from 'vitest';
import { PayloadReader } from '../src/payload-reader.ts';

interface Note {
  readonly id: string;
  readonly title?: string | undefined;
  readonly colour?: 'RED' | (string & {}) | undefined;
  readonly size?: number | undefined;
  readonly author?: { readonly name: string } | undefined;
  readonly tags?: readonly string[] | undefined;
}

test('a payload is read by the fields of its model, each as what the model says of it', () => {
  const note = new PayloadReader<Note>({ id: '1', title: 't', size: 2, author: { name: 'n' } });
  expect(note.id('id', 'required')).toBe('1');
  expect([note.text('title'), note.text('colour')]).toEqual(['t', undefined]);
  expect(note.object('author')?.text('name', 'required')).toBe('n');
  expect(note.rest()).toEqual({ anomalies: [], onlyInRaw: ['/size'] });
});

test('what the model says otherwise does not compile', () => {
  const note = new PayloadReader<Note>({ id: '1' });
  const open = new PayloadReader<Record<string, string>>({});
  const wrong = () => {
    // @ts-expect-error the model has no such field
    note.text('name');
    // @ts-expect-error nor one of that kind
    note.text('size');
    // @ts-expect-error nor one of that kind
    note.object('title');
    // @ts-expect-error the field is always there
    note.text('id');
    // @ts-expect-error the field may be absent
    note.text('title', 'required');
    // @ts-expect-error an object inside has its own fields
    note.object('author')?.text('title');
    // @ts-expect-error a model of any fields has none by name
    open.text('any');
  };
  expect(wrong).toBeTypeOf('function');
});
