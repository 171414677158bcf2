import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkSpec, formatProblem, generateFiles } from '@ticketbridge/scripts';
import { expect, test } from 'vitest';
import { runBin, scratchFolder } from './scratch.ts';

/** The fields that the facade reads, by vendor and model. */
const READ = {
  brandlovers: {
    Ticket: [
      ...['ticketId', 'status', 'subject', 'description', 'type', 'priority', 'customer'],
      ...['createdAt', 'updatedAt', 'closedAt', 'sla'],
    ],
    CustomerReference: ['name', 'phoneNumber'],
    TicketMessage: ['id', 'createdAt', 'body', 'visibility'],
  },
  clubcollect: {
    Ticket: ['ticket_id', 'message', 'sender', 'date'],
    CompanyTicket: ['invoice_id', 'ticket_id', 'message', 'sender', 'date'],
    InvoiceTickets: ['tickets'],
  },
};

/** Those that it sends. The compiler names the first of an object that is wrong, so they are renamed one by one. */
const SENT = {
  brandlovers: {
    NewTicket: ['orderId', 'type', 'from', 'body', 'description', 'customer'],
    NewTicketMessage: ['visibility', 'body'],
    TicketStatus: ['ticketStatus'],
  },
  clubcollect: { TicketDraft: ['message'] },
};

const ROOT = join(import.meta.dirname, '../../..');
const rowsOf = (table: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>) =>
  Object.entries(table).flatMap(([vendor, models]) =>
    Object.entries(models).map(([model, names]) => ({ vendor, model, names })),
  );
const rows = [
  ...rowsOf(READ),
  ...rowsOf(SENT).flatMap(({ names, ...row }) => names.map((name) => ({ ...row, names: [name] }))),
];

// Each compiles the facade: the first of each vendor, and all of them in the exhaustive run.
const firsts = rows.filter(({ vendor }, index) => rows.findIndex((row) => row.vendor === vendor) === index);

test.each(process.env.EXHAUSTIVE ? rows : firsts)(
  'the facade does not compile when $vendor renames $names of $model',
  async ({ vendor, model, names }) => {
    const folder = await scratchFolder();
    await generateRenamed(vendor, model, names, folder);
    const paths = { [`@ticketbridge/${vendor}`]: ['./src/generated/index.ts'] };
    const compilerOptions = { types: ['node'], paths };
    const tsconfig = { extends: '../../../../tsconfig.base.json', compilerOptions, include: ['../../../facade/src'] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));

    const { stdout } = await runBin(folder, 'tsc', '-p', '.', '--pretty', 'false');

    const told = stdout.split(/\n(?=\S)/).filter((error) => error.includes(`facade/src/${vendor}/`));
    const isTold = (name: string) => told.some((error) => new RegExp(`['"]${name}['"]|\\b${name}\\??:`).test(error));
    expect(names.filter((name) => !isTold(name))).toEqual([]);
  },
);

/** Generates the client of a vendor's spec in which these fields of a model have other names. */
async function generateRenamed(vendor: string, model: string, names: readonly string[], folder: string): Promise<void> {
  const checked = await checkSpec(join(ROOT, 'specs', vendor, 'openapi.yaml'), { vendor });
  if (!checked.ok) throw new Error(checked.problems.map(formatProblem).join('\n'));
  const { document } = checked;
  const schema: { properties?: object; required?: string[] } = Object(document.components?.schemas?.[model]);
  const { properties = {}, required = [] } = schema;
  expect(Object.keys(properties)).toEqual(expect.arrayContaining([...names]));
  const rename = (name: string) => (names.includes(name) ? `other_${name}` : name);
  schema.properties = Object.fromEntries(Object.entries(properties).map(([name, field]) => [rename(name), field]));
  schema.required = required.map(rename);
  for (const [file, content] of Object.entries(await generateFiles(vendor, document))) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
}
