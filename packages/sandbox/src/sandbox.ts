import type { Announcement } from './announcement.ts';
import { createClock } from './clock.ts';
import { Control, controlPrefix, isControl } from './control/control.ts';
import type { Controls } from './control/controls.ts';
import { routes } from './control/routes.ts';
import { Faults } from './faults/faults.ts';
import { openHandled } from './handled.ts';
import { createJournal } from './journal.ts';
import { type GivenOptions, readOptions, readVendorOptions, type SandboxOptions } from './options.ts';
import { invalidInput } from './sandbox-error.ts';
import { withCors } from './server/cors.ts';
import { Exchange } from './server/exchange.ts';
import { journaled, type Opener } from './server/journaled.ts';
import { listen } from './server/listener.ts';
import { watchOf } from './server/watch.ts';
import type { Validators } from './spec/validate.ts';
import { assertSameStart, readStartingData } from './starting-data.ts';
import { openStateless } from './stateless.ts';
import { openFile } from './store/file.ts';
import { createMemory, type Store } from './store/store.ts';
import { LiveSwitches } from './switches.ts';
import type { Clock, HandledVendor, OpenVendor, Vendor, VendorForm } from './vendor.ts';
import { handledAmong, inspectEach, openEach, type RunningVendors, runEach } from './vendors.ts';

/** A running sandbox: where each vendor's API is, and who may call it. */
export interface Sandbox extends AsyncDisposable, RunningVendors, Controls {
  /** Stops listening and ends open connections. Further calls do nothing. */
  close(): Promise<void>;
}

/**
 * Starts every vendor's API on one port of 127.0.0.1.
 *
 * @throws SandboxError, as a rejection: `invalid-input` for an option that is unknown or wrong, naming it and what would
 * be right; `cannot-listen` for a port that is taken; `cannot-open` for a `file` that cannot be gone on with;
 * `cannot-save` where the disk is full.
 *
 * @example
 * ```ts
 * await using sandbox = await startSandbox();
 * const { baseUrl, sellers } = sandbox.brandlovers;
 * await createBrandlovers({ baseUrl, token: sellers[0]?.token ?? '' }).listTickets();
 * ```
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return startFrom(options);
}

/** A sandbox, and what its command says of it. */
interface Started {
  readonly sandbox: Sandbox;
  /** Where the inspector is; `undefined` where the control API is not served. */
  readonly inspector: string | undefined;
  readonly announcements: Readonly<Record<string, Announcement>>;
}

/** Starts a sandbox from options of which nothing is known. */
export async function startFrom(given: unknown): Promise<Sandbox> {
  return (await startAnnounced(given)).sandbox;
}

/** As `startFrom`, for the command. */
export async function startAnnounced(given: unknown): Promise<Started> {
  const options = readOptions(given);
  const store = options.file === undefined ? createMemory() : openFile(options.file);
  try {
    return await startIn(store, options);
  } catch (error) {
    store.close();
    throw error;
  }
}

async function startIn(store: Store, options: GivenOptions): Promise<Started> {
  const clock = createClock();
  const switches = new LiveSwitches();
  assertSameStart(options.data, store.kept);
  const vendors = store.replace(() => {
    const opened = openEach({
      handled: (vendor, name, validators) => openVendor(vendor, name, validators, { options, clock, switches, store }),
      stateless: openStateless,
    });
    const starts = Object.entries(handledAmong(opened)).map(([name, { start }]) => [name, start]);
    store.keepStart(Object.fromEntries(starts));
    return opened;
  });
  const handledVendors: Readonly<Record<string, HandledVendor<VendorForm>>> = handledAmong(vendors);
  const opened: readonly [string, OpenVendor<object>][] = Object.entries(vendors);
  const served = opened.map(([, vendor]) => vendor.served);
  const faults = new Faults(served);
  const exchange = new Exchange(served, faults);
  const journal = createJournal();
  const controls: Controls = {
    journal,
    switches,
    clock,
    inspect: () => inspectEach(vendors),
    reset() {
      const puts = store.replace(() => Object.values(handledVendors).map((vendor) => vendor.reset()));
      for (const put of puts) put();
      exchange.forgetPlanned();
      faults.clearAll();
      switches.reset();
      clock.release();
      journal.clear();
    },
    answerNext: (operation, status) => exchange.answerNext(operation, status),
    addFault: (fault) => faults.add(fault),
    faults: () => faults.list(),
    clearFault: (id) => faults.clear(id),
    clearFaults: () => faults.clearAll(),
    describe(name) {
      const [, vendor] = opened.find(([own]) => own === name) ?? [];
      if (vendor === undefined) throw invalidInput('vendor', `must be one of ${opened.map(([own]) => own).join(', ')}`);
      return vendor.describe(baseUrlOf(vendor));
    },
  };
  const watched = journaled(exchange, { journal, ...watchOf(served) });
  let control: Control | undefined;
  const opener: Opener = { open: (head) => (control && isControl(head) ? control : watched).open(head) };
  const { port, cors } = options.common;
  const { origin, close: stop } = await listen(cors === '' ? opener : withCors(opener, cors), port);
  const close = () => stop().then(() => store.close());
  const baseUrlOf = ({ served }: OpenVendor<object>): string => `${origin}${served.contract.basePath}`;
  const announcements = Object.fromEntries(opened.map(([name, vendor]) => [name, vendor.announce(baseUrlOf(vendor))]));
  if (options.common.control)
    control = new Control(routes, {
      sandbox: controls,
      announcements,
      act: (vendor, action, input) => handledVendors[vendor]?.act(action, input),
    });
  const sandbox = {
    ...runEach(vendors, (vendor) => ({ baseUrl: baseUrlOf(vendor), ...vendor.own })),
    ...controls,
    close,
    [Symbol.asyncDispose]: close,
  };
  return { sandbox, announcements, inspector: control && `${origin}${controlPrefix}/` };
}

interface Opening {
  readonly options: GivenOptions;
  readonly clock: Clock;
  readonly switches: LiveSwitches;
  readonly store: Store;
}

function openVendor<Form extends VendorForm>(
  vendor: Vendor<Form>,
  name: string,
  validators: Validators,
  { options, clock, switches, store }: Opening,
): HandledVendor<Form> {
  const settings = readVendorOptions<Form['options']>(vendor.settings, options.vendors[name], name);
  const data = readStartingData(vendor, name, validators, { given: options.data, kept: store.kept });
  const rules = switches.register(name, settings, { now: clock.now });
  return openHandled(vendor, name, validators, data, rules, store.of(name));
}
