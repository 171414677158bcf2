import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorKind } from '@ticketbridge/http';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

/** Every kind: the compiler asks for the next as soon as there is one. */
const KINDS: Readonly<Record<ErrorKind, true>> = {
  'invalid-input': true,
  unauthorized: true,
  forbidden: true,
  throttled: true,
  'forbidden-or-throttled': true,
  'not-found': true,
  rejected: true,
  server: true,
  network: true,
  timeout: true,
  aborted: true,
  redirect: true,
  protocol: true,
  paging: true,
};

test('the guide to errors has a row for each kind, with the status that its program passes on', async () => {
  const guide = await readFile(join(ROOT, 'docs/guides/errors.md'), 'utf8');
  const [, table = ''] = guide.split('\n## What each kind means\n');
  const rows = [...(table.split('\n## ')[0] ?? '').matchAll(/^\| `(.+?)` \| .+ \| .+ \| (\d{3}) \|$/gm)];
  const [, program = ''] = /const PASS_ON: .+? = \{\n(.+?)\n\};/s.exec(guide) ?? [];
  const passedOn = [...program.matchAll(/^ {2}'?([\w-]+)'?: (\d{3}),$/gm)];

  expect(rows.map(([, kind]) => kind)).toEqual(Object.keys(KINDS));
  expect(passedOn.map(([, kind, status]) => [kind, status])).toEqual(rows.map(([, kind, status]) => [kind, status]));
});
