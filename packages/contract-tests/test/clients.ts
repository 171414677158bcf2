import type { ClientOptions } from '@ticketbridge/http';
import { at } from './json.ts';
import { readSpec, type Spec, VENDORS } from './spec.ts';

type Method = (input?: object, options?: object) => Promise<unknown>;

/** A client of any vendor: a method for each operation. */
export type AnyClient = Readonly<Record<string, Method>>;

/** A vendor's spec, and the client that is made from it. */
export interface Vendor {
  readonly spec: Spec;
  /** What its package exports. */
  readonly exported: object;
  /** The names of the options for secrets. */
  readonly secrets: readonly string[];
  /** Creates a client with this secret. */
  create(secret: string, options?: ClientOptions): AnyClient;
}

/** Every vendor with its client, in the order of their names. */
export const vendors: readonly Vendor[] = await Promise.all(VENDORS.map(({ name }) => load(name)));

async function load(name: string): Promise<Vendor> {
  const spec = await readSpec(name);
  const exported: object = await import(`@ticketbridge/${name}`);
  const secrets = [...new Set(spec.operations.flatMap(({ credentials: [sent] }) => (sent ? [sent.option] : [])))];
  return {
    spec,
    exported,
    secrets,
    create(secret, options) {
      const given = Object.fromEntries(secrets.map((option) => [option, secret]));
      const create = at(exported, `create${name.charAt(0).toUpperCase()}${name.slice(1)}`);
      const client: AnyClient = Reflect.apply(Object(create), undefined, [{ ...given, ...options }]);
      return client;
    },
  };
}
