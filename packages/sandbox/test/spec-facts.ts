import { brandlovers, clubcollect } from '../src/generated/specs.ts';
import { at, entries, items, text } from '../src/json.ts';
import { readCredentials, secretFor, writeSecret } from '../src/spec/credential.ts';
import { ownPageSize, readPageSize, readPaging } from '../src/spec/paging.ts';
import { resolve } from '../src/spec/reference.ts';

const specs = { brandlovers, clubcollect };

type VendorName = keyof typeof specs;

const operations = Object.values(specs).flatMap((spec: unknown) =>
  entries(at(spec, 'paths')).flatMap(([path, item]) =>
    entries(item).map(([method, definition]) => ({ spec, path, method, definition })),
  ),
);

function operationOf(id: string): (typeof operations)[number] {
  const found = operations.find(({ definition }) => at(definition, 'operationId') === id);
  if (found === undefined) throw new Error(`No spec has ${id}`);
  return found;
}

/** The path below the origin under which a vendor's API is. */
export function basePath(vendor: VendorName): string {
  return new URL(text(at(items(at(specs[vendor], 'servers'))[0], 'url')) ?? '').pathname;
}

/** The way of sending a secret that a vendor's spec names first, as the command says it. */
export function wayOf(vendor: VendorName): object {
  const [way] = readCredentials(specs[vendor], at(specs[vendor], 'security'));
  const { isHttp, ...said } = way ?? { isHttp: false };
  return said;
}

/** A secret of the data as a client is given it, and as it is sent in the way that a vendor's spec names first. */
export function formsOf(vendor: VendorName, own: string): { readonly secret: string; readonly sent: string } {
  const [way] = readCredentials(specs[vendor], at(specs[vendor], 'security'));
  const secret = way ? secretFor(way, own) : own;
  return { secret, sent: way ? writeSecret(way, secret) : '' };
}

/** The first status of an operation that says that it was done. */
export function successOf(id: string): number {
  const statuses = entries(at(operationOf(id).definition, 'responses')).map(([status]) => Number(status));
  return Math.min(...statuses.filter((status) => status >= 200 && status < 300));
}

/** A request's target and headers with a secret of the data as the vendor's spec says to send it. */
export function signed(
  vendor: VendorName,
  path: string,
  secret: string | undefined,
): { readonly target: string; readonly headers: Readonly<Record<string, string>> } {
  const [way] = readCredentials(specs[vendor], at(specs[vendor], 'security'));
  const target = `${basePath(vendor)}${path}`;
  if (way === undefined || secret === undefined) return { target, headers: {} };
  const { in: place, name } = way;
  const { sent } = formsOf(vendor, secret);
  if (place === 'header') return { target, headers: { [name.toLowerCase()]: sent } };
  const pair = `${encodeURIComponent(name)}=${encodeURIComponent(sent)}`;
  return { target: `${target}${path.includes('?') ? '&' : '?'}${pair}`, headers: {} };
}

/** A path of an operation, with a value that leads nowhere in each place. */
export function pathOf(id: string): string {
  return operationOf(id).path.replaceAll(/\{[^}]+\}/g, 'none');
}

/** The name of a query parameter of a list, by its name in `x-paging`: `offset`, `limit` or `page`. */
export function nameOf(list: string, fact: string): string {
  const name = readPaging(operationOf(list).definition)?.name(fact);
  if (name === undefined) throw new Error(`The spec does not page ${list}`);
  return name;
}

/** A query of a list, by the names in `x-paging`, such as `{ offset: 3, limit: 2 }`. */
export function ask(list: string, facts: Readonly<Record<string, number | string>>): string {
  return Object.entries(facts)
    .map(([fact, value]) => `${nameOf(list, fact)}=${value}`)
    .join('&');
}

/** The names of the query parameters of an operation, as the spec lists them. */
export function queryNames(id: string): string[] {
  return parametersOf(id).map((parameter) => text(at(parameter, 'name')) ?? '');
}

/** How many items a page has where a call says nothing. */
export function usualSize(list: string): number {
  const { spec, definition } = operationOf(list);
  if (readPaging(definition)?.kind === 'page') return readPageSize(spec, list);
  const limit = parametersOf(list).find((parameter) => at(parameter, 'name') === nameOf(list, 'limit'));
  return Number(at(limit, 'schema', 'default') ?? ownPageSize);
}

function parametersOf(id: string): unknown[] {
  const { spec, definition } = operationOf(id);
  return items(at(definition, 'parameters'))
    .map((parameter) => resolve(spec, parameter))
    .filter((parameter) => at(parameter, 'in') === 'query');
}
