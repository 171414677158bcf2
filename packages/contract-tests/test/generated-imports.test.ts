import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { checkSpec, formatProblem, generateFiles, importSpec } from '@ticketbridge/scripts';
import { expect, onTestFinished, test } from 'vitest';
import { runBin, runFile, scratchFolder } from './scratch.ts';

const documents = join(import.meta.dirname, '../../../scripts/test/fixtures/new-api');
const UUID = '6f1c2f0e-6a53-4f0e-9a53-0d9e5f0e6a53';

interface Subject {
  /** The operations whose bodies are no JSON. */
  readonly without: readonly string[];
  /** Uses the client, with the server's address as its base URL. */
  readonly program: string;
  /** What the server answers, in this order. */
  readonly answers: readonly (readonly [status: number, body?: unknown])[];
  /** What it must have been asked: the method, the URL, the credential and the body. */
  readonly requests: readonly (readonly [line: string, authorization?: string | undefined, body?: unknown])[];
  readonly prints: readonly string[];
}

const subjects: Readonly<Record<string, Subject>> = {
  museum: {
    without: ['getCode'],
    program: `
import { createMuseum } from './src/generated/index.ts';
const museum = createMuseum({ login: 'ana:pw', baseUrl });
const [today] = await museum.getOpeningHours({ startDate: '2026-03-01', page: 2 });
show(today?.opens);
// @ts-expect-error a day is a text
if (false) await museum.getOpeningHours({ startDate: 7 });
const { price, id } = await museum.updateExhibition({ 'exhibition-id': '${UUID}', title: 'Sundials', price: 'free' });
show(typeof price === 'number' ? price.toFixed(2) : price, id);
const { confirmation, kind } = await museum.buyTickets({ kind: 'event', day: '2026-03-01', visitor: { email: 'a@b.test' } });
show(confirmation, kind);
// @ts-expect-error there is no such kind
if (false) await museum.buyTickets({ kind: 'other', day: '2026-03-01' });
await museum.deleteExhibition({ 'exhibition-id': '${UUID}' }).catch(({ kind, documented }) => show(kind, documented));
`,
    answers: [
      [200, [{ date: '2026-03-01', opens: '09:00' }]],
      [200, { id: 'e', title: 'Sundials', price: 12.5 }],
      [201, { kind: 'event', day: '2026-03-01', confirmation: 'c-1' }],
      [403],
    ],
    requests: [
      ['GET /opening-hours?startDate=2026-03-01&page=2'],
      [`PATCH /exhibitions/${UUID}`, 'Basic YW5hOnB3', { title: 'Sundials', price: 'free' }],
      ['POST /tickets', 'Basic YW5hOnB3', { kind: 'event', day: '2026-03-01', visitor: { email: 'a@b.test' } }],
      [`DELETE /exhibitions/${UUID}`, 'Basic YW5hOnB3'],
    ],
    prints: ['09:00', '12.50 e', 'c-1 event', 'forbidden-or-throttled true'],
  },
  'train-travel': {
    without: [],
    program: `
import { createTrainTravel } from './src/generated/index.ts';
const trains = createTrainTravel({ token: 't-1', baseUrl });
const { data = [], links } = await trains.getStations({ coordinates: '52,13' });
show(data.map(({ name }) => name.toUpperCase()).join(), links?.next === null);
const booking = await trains.createBooking({ trip_id: '${UUID}', has_bicycle: true });
show(booking.id, booking.links?.self);
// @ts-expect-error the vendor gives the id
if (false) await trains.createBooking({ id: '${UUID}' });
const { source } = await trains.createBookingPayment({
  bookingId: 'b 1',
  amount: 5,
  source: { object: 'card', number: '4242', cvc: '123' },
});
show(source?.object === 'card' ? source.cvc : source?.number);
// @ts-expect-error an account has no such code
if (false) await trains.createBookingPayment({ bookingId: 'b', source: { object: 'bank_account', number: '1', cvc: '1' } });
show((await trains.deleteBooking({ bookingId: 'b' })).status);
`,
    answers: [
      [200, { data: [{ id: 's', name: 'Zoo' }], links: { next: null } }],
      [201, { id: 'b', links: { self: '/bookings/b' } }],
      [200, { source: { object: 'bank_account', number: '1' } }],
      [204],
    ],
    requests: [
      ['GET /stations?coordinates=52%2C13', 'Bearer t-1'],
      ['POST /bookings', 'Bearer t-1', { trip_id: UUID, has_bicycle: true }],
      [
        'POST /bookings/b%201/payment',
        'Bearer t-1',
        { amount: 5, source: { object: 'card', number: '4242', cvc: '123' } },
      ],
      ['DELETE /bookings/b', 'Bearer t-1'],
    ],
    prints: ['ZOO true', 'b /bookings/b', '1', '204'],
  },
  petstore: {
    without: ['uploadPhoto'],
    program: `
import { createPetstore, type Pet } from './src/generated/index.ts';
const petstore = createPetstore({ baseUrl });
const pets: Pet[] = await petstore.findPets({ status: ['sold', 'available'], limit: 2 });
show(pets[0]?.owner?.email, pets[0]?.category?.name);
const { id, born } = await petstore.addPet({ name: 'Rex', born: null, owner: null, category: { name: 'dog', breed: 'lab' } });
show(id, born === null ? 'unknown' : born);
// @ts-expect-error the shop gives the id
if (false) await petstore.addPet({ name: 'Rex', id: 7 });
await petstore.showPet({ petId: 7 }).catch(({ kind, documented }) => show(kind, documented));
show((await petstore.deletePetsByPetId({ petId: 7 })).status);
`,
    answers: [
      [200, [{ name: 'Tom', owner: { email: 'a@b.test' }, category: { name: 'cat' } }]],
      [201, { id: 1, name: 'Rex', born: null }],
      [404],
      [204],
    ],
    requests: [
      ['GET /pets?status=sold&status=available&limit=2'],
      ['POST /pets', undefined, { name: 'Rex', born: null, owner: null, category: { name: 'dog', breed: 'lab' } }],
      ['GET /pets/7'],
      ['DELETE /pets/7'],
    ],
    prints: ['a@b.test cat', '1 unknown', 'not-found false', '204'],
  },
};

const PRELUDE = `
const baseUrl = process.argv[2] ?? '';
function show(...values: unknown[]): void {
  console.log(values.join(' '));
}
`;

test.each(Object.entries(subjects))(
  'the document %s is imported, and its client compiles and sends what it says',
  async (name, { without, program, answers, requests, prints }) => {
    const folder = await scratchFolder();
    await generate(name, without, folder);
    await writeFile(join(folder, 'program.ts'), PRELUDE + program);
    const compilerOptions = { types: ['node'] };
    const tsconfig = { extends: '../../../../tsconfig.base.json', compilerOptions, include: ['program.ts', 'src'] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
    expect(await runBin(folder, 'tsc', '-p', '.')).toEqual({ code: 0, stdout: '', stderr: '' });

    const { origin, arrived } = await serveInTurn(answers);
    const ended = await runFile(folder, 'program.ts', origin);
    expect(ended).toEqual({ code: 0, stdout: `${prints.join('\n')}\n`, stderr: '' });
    expect(arrived).toEqual(requests.map(([line, authorization, body]) => ({ line, authorization, body })));
  },
);

/** Writes the client of a document into a folder, with the spec that it is generated from. */
async function generate(name: string, without: readonly string[], folder: string): Promise<void> {
  const vendor = name.replace(/-(\w)/, (_, letter) => letter.toUpperCase());
  const imported = await importSpec(join(documents, `${name}.yaml`), { without, vendor });
  expect(imported.ok ? [] : imported.problems.map(formatProblem)).toEqual([]);
  if (!imported.ok) return;
  await writeFile(join(folder, 'openapi.yaml'), imported.text);
  const checked = await checkSpec(join(folder, 'openapi.yaml'), { vendor, rules: 'generation' });
  expect(checked.ok ? [] : checked.problems.map(formatProblem)).toEqual([]);
  if (!checked.ok) return;
  for (const [file, content] of Object.entries(await generateFiles(vendor, checked.document))) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
    expect(content).not.toMatch(/\/\*\*\s*\*\/|\bundefined\.|: undefined\b/);
  }
}

/** A server on loopback that gives one answer after the other, and keeps what it was asked. */
async function serveInTurn(answers: Subject['answers']): Promise<{ origin: string; arrived: readonly unknown[] }> {
  const arrived: unknown[] = [];
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    const sent = await text(request);
    const body: unknown = sent === '' ? undefined : JSON.parse(sent);
    const [status, answer] = answers[arrived.length] ?? [500];
    arrived.push({ line: `${method} ${url}`, authorization: headers.authorization, body });
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(answer === undefined ? undefined : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return { origin: `http://127.0.0.1:${address.port}`, arrived };
}
