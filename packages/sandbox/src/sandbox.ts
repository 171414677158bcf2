import type { Announcement } from './announcement.ts';
import { createClock } from './clock.ts';
import { readOwnData } from './data-form.ts';
import { openHandled } from './handled.ts';
import { type GivenOptions, readOptions, readVendorOptions, type SandboxOptions } from './options.ts';
import { Exchange } from './server/exchange.ts';
import { listen } from './server/listener.ts';
import { openStateless } from './stateless.ts';
import type { Clock, OpenVendor, Vendor, VendorForm } from './vendor.ts';
import { openEach, type RunningVendors, runEach } from './vendors.ts';

/** A running sandbox: where each vendor's API is, and who may call it. */
export interface Sandbox extends AsyncDisposable, RunningVendors {
  /**
   * Answers the next call of an operation with a documented status and the spec's own example of its body, whatever
   * the call says; the state stays as it is. Called twice, it plans the next two calls. Only a call with valid
   * credentials, and with the Content-Type where the API demands one, uses it up. An id that several vendors have is
   * written behind its vendor's name, `museum.listTickets`; alone it is that of the vendor with handlers.
   *
   * @throws SandboxError of the kind `invalid-input` for a pair that the specs do not document; the message lists those
   * that they do.
   */
  answerNext(operationId: string, status: number): void;
  /** Stops listening and ends open connections. Further calls do nothing. */
  close(): Promise<void>;
}

/**
 * Starts every vendor's API on one port of 127.0.0.1.
 *
 * @throws SandboxError, as a rejection: `invalid-input` for an option that is unknown or wrong, naming it and what would
 * be right; `cannot-listen` for a port that is taken.
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
  readonly announcements: Readonly<Record<string, Announcement>>;
}

/** Starts a sandbox from options of which nothing is known. */
export async function startFrom(given: unknown): Promise<Sandbox> {
  return (await startAnnounced(given)).sandbox;
}

/** As `startFrom`, for the command. */
export async function startAnnounced(given: unknown): Promise<Started> {
  const options = readOptions(given);
  const clock = createClock();
  const vendors = openEach({
    handled: (vendor, name) => openVendor(vendor, name, options, clock),
    stateless: openStateless,
  });
  const opened: readonly [string, OpenVendor<object>][] = Object.entries(vendors);
  const exchange = new Exchange(opened.map(([, { served }]) => served));
  const { origin, close } = await listen(exchange, options.port);
  const baseUrlOf = ({ served }: OpenVendor<object>): string => `${origin}${served.contract.basePath}`;
  const sandbox = {
    ...runEach(vendors, (vendor) => ({ baseUrl: baseUrlOf(vendor), ...vendor.accounts })),
    answerNext: (operationId: string, status: number) => exchange.answerNext(operationId, status),
    close,
    [Symbol.asyncDispose]: close,
  };
  const announcements = opened.map(([name, vendor]) => [name, vendor.announce(baseUrlOf(vendor))]);
  return { sandbox, announcements: Object.fromEntries(announcements) };
}

function openVendor<Form extends VendorForm>(
  vendor: Vendor<Form>,
  name: string,
  options: GivenOptions,
  clock: Clock,
): OpenVendor<Form['accounts']> {
  const settings = readVendorOptions<Form['options']>(vendor.settings, options.vendors[name], name);
  const data = options.data
    ? vendor.dataForm.read(options.data[name], `data/${name}`)
    : readOwnData(vendor.dataForm, vendor.defaultData, name);
  return openHandled(vendor, name, data, { ...settings, ...clock });
}
