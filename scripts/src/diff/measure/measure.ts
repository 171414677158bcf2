import type { OpenAPI3 } from 'openapi-typescript';
import { Batch } from './batch.ts';
import type { Broken } from './broken.ts';

export type { Broken } from './broken.ts';

/** Two states of a vendor's spec, each as `checkSpec` gives it. */
export interface Pair {
  readonly vendor: string;
  readonly from: OpenAPI3;
  readonly to: OpenAPI3;
}

/**
 * Compiles the consumer programs of each pair's old spec with the packages that both are generated into, all in one run
 * of the compiler, and returns for each pair what breaks. Where nothing that is generated differs, nothing is compiled.
 *
 * The programs, by name. `listTickets` stands for each operation, `Ticket` for each exported type:
 *
 * | program | what it does |
 * | --- | --- |
 * | `listTickets reader` | reads every documented field of the answer, nested and in lists, as the old spec types it |
 * | `listTickets switch` | switches with a default over each open enum of the answer |
 * | `createTicket void reader` | reads the status of an answer without a body |
 * | `createTicket minimal writer` | gives the required fields, as literals with values of the old spec's types |
 * | `createTicket full writer` | gives every field, nested ones too |
 * | `createTicket round trip` | hands back what an operation read, where both name one component for an object |
 * | `createTicket error reader` | tells the documented refusals apart by kind |
 * | `listTickets paging reader` | reads what `paging` says of the list |
 * | `Ticket typed variable` | names an exported type: keeps in it what an operation read, or gives it to one |
 * | `client creation` | makes a client of each entry with its credentials |
 * | `facade threads reader` | reads the threads, and each field of their `raw` |
 * | `facade messages reader` | reads the messages, and each field of their `raw` |
 * | `unpromised: Ticket fixture` | builds an answer's object by hand |
 * | `unpromised: Ticket.status record` | has a row for every known value of an open enum (`ErrorBody.error`, `TicketMessage.visibility`) |
 * | `unpromised: client implementation` | implements the interface of the operations |
 * | `unpromised: listTickets openapi-fetch` | calls `<vendor>/openapi-fetch`, whose paths and places of parameters are the vendor's own |
 */
export async function measure(pairs: readonly Pair[]): Promise<readonly (readonly Broken[])[]> {
  const batch = new Batch();
  const trials = await Promise.all(
    pairs.map(async ({ vendor, from, to }) => {
      const [before, after] = [await batch.generate(vendor, from), await batch.generate(vendor, to)];
      return before.types === after.types
        ? undefined
        : { before: batch.program(before, vendor, from), after: batch.program(after, vendor, from) };
    }),
  );
  const failures = await batch.run();
  return trials.map((trial) => {
    if (!trial) return [];
    const never = new Set(failures(trial.before).map(({ program }) => program));
    return failures(trial.after).filter(({ program }) => !never.has(program));
  });
}
