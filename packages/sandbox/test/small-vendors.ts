import { compileValidators, secretsOf, withSamples } from '@ticketbridge/scripts';
import { onTestFinished } from 'vitest';
import type { Announcement } from '../src/announcement.ts';
import { Faults } from '../src/faults/faults.ts';
import { openHandled } from '../src/handled.ts';
import type { HandlerTable } from '../src/handler.ts';
import { Exchange } from '../src/server/exchange.ts';
import { listen } from '../src/server/listener.ts';
import { type Contract, compileContract } from '../src/spec/contract.ts';
import { contractSchemas } from '../src/spec/schemas.ts';
import type { Validators } from '../src/spec/validate.ts';
import { openStateless } from '../src/stateless.ts';
import type { OpenVendor, StatelessVendor, Vendor } from '../src/vendor.ts';
import { type Heard, send } from './calls.ts';

export type Document = Parameters<typeof withSamples>[0];

export const json = (schema: object, more: object = {}): object => ({ 'application/json': { schema, ...more } });
export const ok = (content?: object): object => ({ 200: { description: '', ...(content && { content }) } });

/** A spec with the given paths, and what it has beside them. */
export function documentOf(paths: object, more: object = {}): Document {
  const servers = [{ url: 'https://api.example/v1' }];
  const document = { openapi: '3.1.0', info: { title: 'Museum', version: '1' }, servers, paths, ...more };
  if (!isDocument(document)) throw new Error('No document');
  return document;
}

function isDocument(value: object): value is Document {
  return 'openapi' in value && 'paths' in value;
}

/** A running vendor of a test. */
export interface Small<Accounts extends object> {
  readonly baseUrl: string;
  readonly announcement: Announcement;
  readonly description: unknown;
  readonly accounts: Accounts;
  readonly exchange: Exchange;
  readonly faults: Faults;
  call(path: string, init?: RequestInit): Promise<Heard>;
}

/** Serves vendors on one port until the test ends. */
export async function serve<Accounts extends object>(
  ...vendors: readonly OpenVendor<Accounts>[]
): Promise<Small<Accounts>[]> {
  const served = vendors.map((vendor) => vendor.served);
  const faults = new Faults(served);
  const exchange = new Exchange(served, faults);
  const { origin, close } = await listen(exchange, 0);
  onTestFinished(close);
  return vendors.map((vendor) => {
    const baseUrl = `${origin}${vendor.served.contract.basePath}`;
    const call = (path: string, init?: RequestInit) => send(`${baseUrl}${path}`, init);
    const [announcement, description] = [vendor.announce(baseUrl), vendor.describe(baseUrl)];
    return { baseUrl, announcement, description, accounts: vendor.own, exchange, faults, call };
  });
}

/** Makes the validators of a spec, as the generator does. */
export function validatorsOf(document: unknown, areAnswersOpen = false): Validators {
  return compileValidators(contractSchemas(document, areAnswersOpen));
}

/** Compiles a spec with its validators. */
export function contractOf(document: unknown): Contract {
  return compileContract(document, validatorsOf(document));
}

/** Opens a vendor without handlers that is made of a spec. */
export function openSmall(document: Document, name = 'museum'): OpenVendor<Readonly<Record<string, string>>> {
  const spec = withSamples(document);
  const vendor: StatelessVendor<string> = { title: document.info.title, spec, ...secretsOf(name, document) };
  return openStateless(vendor, name, validatorsOf(spec, true));
}

/** Serves a spec without handlers. */
export async function serveStateless(document: Document): Promise<Small<Readonly<Record<string, string>>>> {
  const [small] = await serve(openSmall(document));
  if (small === undefined) throw new Error('No vendor is served');
  return small;
}

interface SmallForm {
  readonly options: object;
  readonly data: undefined;
  readonly account: undefined;
  readonly accounts: object;
  readonly actions: object;
}

/** Serves a spec with the handlers of the test, for one account whose secret is `t`. */
export async function serveHandled(document: Document, handlers: HandlerTable<undefined>): Promise<Small<object>> {
  const vendor: Vendor<SmallForm> = {
    title: document.info.title,
    spec: document,
    settings: {},
    codeIsAbout: {},
    notBlank: new Map(),
    handlers,
    actions: {},
    methodsOf: () => ({}),
    defaultData: undefined,
    dataForm: { schema: {}, distinct: () => ({}) },
    open: () => ({ states: new Map([['t', undefined]]), accounts: {} }),
    lists: [],
    load: () => () => undefined,
    read: () => undefined,
    known: () => new Map(),
    list: () => [],
  };
  const [small] = await serve(
    openHandled(vendor, 'museum', validatorsOf(document), { start: undefined }, { now: () => '' }),
  );
  if (small === undefined) throw new Error('No vendor is served');
  return small;
}
