import type { Announcement } from '../announcement.ts';
import type { SandboxClock } from '../clock.ts';
import type { Fault } from '../faults/fault.ts';
import type { AddedFault, ListedFault } from '../faults/faults.ts';
import type { Journal } from '../journal.ts';
import type { JsonObject } from '../json.ts';
import type { SandboxSwitches } from '../switches.ts';
import type { SandboxData } from '../vendors.ts';

/** What can be done to a running sandbox, in process as over HTTP. */
export interface Controls {
  /** The clock that gives each message and ticket its time. */
  readonly clock: SandboxClock;
  /** Copies the whole state as data with which another sandbox can start, the credentials of the data included. */
  inspect(): SandboxData;
  /**
   * Makes the sandbox as it was when it started: its data and switches, a clock that runs, no planned answer, no fault, an empty
   * journal. Addresses and accounts stay.
   *
   * @throws SandboxError of the kind `cannot-save`, with a `file` that does not take it: then everything is as before.
   */
  reset(): void;
  /** Every exchange with a vendor's API, the newest last. It never shows a credential. */
  readonly journal: Journal;
  /** What the vendors leave open, and how this sandbox answers it: the options of its start, to be read and set. */
  readonly switches: SandboxSwitches;
  /**
   * Answers the next call of an operation with a documented status and the spec's own example of its body, whatever
   * the call says; the state stays as it is. Called twice, it plans the next two calls. Only a call with valid
   * credentials, and with the Content-Type where the API demands one, uses it up. An id that several vendors have is
   * written behind its vendor's name, `museum.listTickets`; alone it is that of the vendor with handlers.
   *
   * @throws SandboxError of the kind `invalid-input` for a pair that the specs do not document; the message lists those
   * that they do.
   */
  answerNext(operation: string, status: number): void;
  /**
   * Lets something go wrong with calls of an operation, or of all, until it has met as many as it says or is cleared. As
   * for `answerNext`, only a call with valid credentials, and with the Content-Type where the API demands one, is met.
   * Of several faults, the first that meets a call has it.
   *
   * @throws SandboxError of the kind `invalid-input`; `field` names what is wrong with the fault.
   *
   * @example
   * ```ts
   * // The ticket is created, and its creator never hears of it.
   * sandbox.addFault({ kind: 'reset', operation: 'createTicket', applied: true, calls: 1 });
   * ```
   */
  addFault(fault: Fault): AddedFault;
  /** Lists the faults that may still meet calls. */
  faults(): readonly ListedFault[];
  /** Ends the fault of an id, as its own `clear` does. */
  clearFault(id: number): void;
  /** Ends every fault. */
  clearFaults(): void;
  /**
   * Describes a vendor's API as this sandbox serves it, as an OpenAPI 3.1 document: closed requests and answers, and every
   * marked refusal of an operation. Other tools can hold the sandbox to it. Switches and planned answers are not in it.
   *
   * @throws SandboxError of the kind `invalid-input` for a vendor that is not served.
   */
  describe(vendor: string): JsonObject;
}

/** What a row of the control API can reach. */
export interface ControlTarget {
  readonly sandbox: Controls;
  /** By vendor, what the command prints as JSON. */
  readonly announcements: Readonly<Record<string, Announcement>>;
  /** Lets an action happen at a vendor. */
  act(vendor: string, action: string, input: unknown): unknown;
}
