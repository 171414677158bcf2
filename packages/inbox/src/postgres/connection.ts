import type { ConnectionOptions } from 'node:tls';
import { readOptions, TicketbridgeError } from '@ticketbridge/http';
import { Client, type ClientConfig, types } from 'pg';

/** How the server is reached; what is left out comes from the environment, as `psql` has it: PGHOST, PGPASSWORD, ... */
export interface PostgresConnection {
  /** A name, an address, or the folder of a socket. */
  readonly host?: string | undefined;
  /** Default: 5432. */
  readonly port?: number | undefined;
  readonly database?: string | undefined;
  readonly user?: string | undefined;
  /** A function is asked for each connection. */
  readonly password?: string | (() => string | Promise<string>) | undefined;
  /** `true` checks the certificate of the server. Default: no TLS. */
  readonly ssl?: boolean | ConnectionOptions | undefined;
}

/** Milliseconds that a connection may take to be made. */
const CONNECTING = 10_000;

/** PostgreSQL's ids of `int8` and `numeric`, which counts and sums are: they come as text, for what a number cannot hold. */
const NUMBERS: ReadonlySet<number> = new Set([20, 1700]);

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '' && !value.includes('\0');

const CHECKS = {
  host: ['a host or the folder of a socket', isText],
  port: ['a port', (value: unknown) => Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536],
  database: ['a name', isText],
  user: ['a name', isText],
  password: ['a text or a function', (value: unknown) => isText(value) || typeof value === 'function'],
  ssl: [
    'true, false or options of node:tls',
    (value: unknown) => typeof value === 'boolean' || (typeof value === 'object' && value !== null),
  ],
} as const;

/** How the server is reached, for the libraries: no more than what was given. */
export interface Reach {
  readonly connectionString?: string;
  readonly host?: string;
  readonly port?: number;
  readonly database?: string;
  readonly user?: string;
  readonly password?: string | (() => string | Promise<string>);
  readonly ssl?: boolean | ConnectionOptions;
}

/** @throws TicketbridgeError `invalid-input` */
export function readConnection(connection: string | PostgresConnection): Reach {
  if (typeof connection !== 'string') return readOptions(CHECKS, connection, invalid) as Reach;
  const connectionString = connection.replace(CHECKED, '$1verify-full');
  if (!/^postgres(ql)?:\/\//.test(connection)) {
    throw invalid('"connection" must be a URL that begins with postgresql://, or its parts');
  }
  try {
    new Client(connectionString);
  } catch (error) {
    throw invalid(`"connection" cannot be read: ${unreadable(error)}`);
  }
  return { connectionString };
}

/** Modes that `pg` treats as `verify-full`, and warns of on standard error. */
const CHECKED = /^(?!.*[?&]uselibpqcompat=true)(.*[?&]sslmode=)(?:prefer|require|verify-ca)(?=&|$)/s;

/** Says what is wrong with a URL. What was thrown is not shown: it may hold the URL. */
function unreadable(error: unknown): string {
  const isFile = error instanceof Error && 'syscall' in error;
  if (isFile) return 'a file that it names, such as sslrootcert, cannot be read';
  return 'in user and password, write %23 for #, %2F for /, %3F for ?, %40 for @ and %25 for %; the port is a number';
}

/** Makes the settings of a connection of the inbox's own. */
export function configOf(reach: Reach): ClientConfig {
  return {
    ...reach,
    application_name: 'ticketbridge',
    connectionTimeoutMillis: CONNECTING,
    keepAlive: true,
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        NUMBERS.has(id) ? Number : types.getTypeParser(id, format as 'text'),
    },
  };
}

export function invalid(why: string, field?: string): TicketbridgeError {
  return new TicketbridgeError(`postgresStore: ${why}`, { kind: 'invalid-input', outcome: 'not-sent', field });
}
