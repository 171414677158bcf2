import type { JsonObject } from './json.ts';
import { invalidInput } from './sandbox-error.ts';
import { type Verdict, verdicts } from './server/reply.ts';

/** One exchange with a vendor's API. No credential stands in it. */
export interface JournalEntry {
  /** Larger than that of every earlier entry. */
  readonly id: number;
  /** When the request arrived, as ISO 8601. */
  readonly at: string;
  /** `undefined`, as `operation` and `account`, where the request is none of an API's. */
  readonly vendor?: string;
  readonly operation?: string;
  /** The name of the account. */
  readonly account?: string;
  readonly method: string;
  /** As it stood in the request line, with `[redacted]` in place of credentials. */
  readonly target: string;
  /** `undefined` where none was sent. */
  readonly status?: number;
  readonly verdict: Verdict;
  readonly reason?: string;
  /** The id of the fault that met it. */
  readonly fault?: number;
  /** Whether the sandbox did what was asked, whatever the caller heard. */
  readonly isApplied: boolean;
  /** From the head of the request until the answer was ready. */
  readonly milliseconds: number;
  /** Parsed where it is JSON; left out where there was none, or more than 8 KiB. */
  readonly requestBody?: unknown;
  readonly responseBody?: unknown;
}

/** The exchanges of a sandbox: the last 1000. */
export interface Journal {
  /** Lists the entries, the newest last. */
  entries(): readonly JournalEntry[];
  clear(): void;
  /**
   * Calls `listener` for every new entry, before the caller hears the answer; gives back how to stop that. What it throws
   * changes no answer: it is thrown again by itself, as an uncaught exception.
   *
   * @throws SandboxError of the kind `invalid-input` for what is no function
   */
  subscribe(listener: (entry: JournalEntry) => void): () => void;
}

/** The schema of an entry. */
export const journalEntrySchema: JsonObject = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    at: { type: 'string', format: 'date-time' },
    vendor: { type: 'string' },
    operation: { type: 'string' },
    account: { type: 'string' },
    method: { type: 'string' },
    target: { type: 'string', description: 'With `[redacted]` in place of credentials' },
    status: { type: 'integer', description: 'Left out where none was sent' },
    verdict: { type: 'string', enum: verdicts },
    reason: { type: 'string' },
    fault: { type: 'integer', description: 'The id of the fault that met it' },
    isApplied: { type: 'boolean', description: 'Whether the sandbox did what was asked, whatever the caller heard' },
    milliseconds: { type: 'number' },
    requestBody: { description: 'Left out where there was none, or more than 8 KiB' },
    responseBody: { description: 'Left out where there was none, or more than 8 KiB' },
  },
  required: ['id', 'at', 'method', 'target', 'verdict', 'isApplied', 'milliseconds'],
};

const maxEntries = 1000;

/** The exchange that an entry is made of, once somebody reads it. */
export type Unread = () => Omit<JournalEntry, 'id'>;

export interface WritableJournal extends Journal {
  add(exchange: Unread): void;
}

/** Makes a journal. Entries are made when they are first read: most never are. */
export function createJournal(): WritableJournal {
  const kept: (() => JournalEntry)[] = [];
  const listeners = new Set<(entry: JournalEntry) => void>();
  let last = 0;
  return {
    entries: () => kept.map((read) => read()),
    clear: () => void kept.splice(0),
    subscribe(listener) {
      if (typeof listener !== 'function') throw invalidInput('listener', 'must be a function');
      const own = (entry: JournalEntry): void => listener(entry);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    add(exchange) {
      last += 1;
      const entry = once(last, exchange);
      kept.push(entry);
      if (kept.length > maxEntries) kept.shift();
      for (const listener of listeners) throwingLater(() => listener(entry()));
    },
  };
}

function once(id: number, exchange: Unread): () => JournalEntry {
  let entry: JournalEntry | undefined;
  return () => {
    entry ??= Object.freeze({ id, ...exchange() });
    return entry;
  };
}

/** Lets nobody but the process hear of what a call throws. */
function throwingLater(call: () => void): void {
  try {
    call();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
