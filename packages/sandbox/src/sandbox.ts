import { createClock } from './clock.ts';
import { type GivenOptions, readOptions, readVendorOptions, type SandboxOptions } from './options.ts';
import { Exchange } from './server/exchange.ts';
import { listen } from './server/listener.ts';
import { type Contract, compileContract } from './spec/contract.ts';
import type { Clock, OpenVendor, Vendor, VendorForm } from './vendor.ts';
import { openEach, type RunningVendors, runEach, type VendorName } from './vendors.ts';

/** A running sandbox: where each vendor's API is, and who may call it. */
export interface Sandbox extends AsyncDisposable, RunningVendors {
  /**
   * Answers the next call of an operation with a documented status and the spec's own example of its body, whatever
   * the call says; the state stays as it is. Called twice, it plans the next two calls. Only a call with valid
   * credentials, and with the Content-Type where the API demands one, uses it up.
   *
   * @throws SandboxError of the kind `invalid-input` for a pair that the specs do not document; the message lists those
   * that they do.
   */
  answerNext(operationId: string, status: number): void;
  /** Stops listening and ends open connections. Further calls do nothing. */
  close(): Promise<void>;
}

/**
 * Starts both vendors' ticket APIs on one port of 127.0.0.1.
 *
 * @throws SandboxError, as a rejection: `invalid-input` for an option that is unknown or wrong, naming it and what would
 * be right; `cannot-listen` for a port that is taken.
 *
 * @example
 * ```ts
 * await using sandbox = await startSandbox();
 * const [seller] = sandbox.brandlovers.sellers;
 * await fetch(`${sandbox.brandlovers.baseUrl}/tickets`, { headers: { authorization: seller?.token ?? '' } });
 * ```
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return startFrom(options);
}

/** Starts a sandbox from options of which nothing is known. */
export async function startFrom(given: unknown): Promise<Sandbox> {
  const options = readOptions(given);
  const clock = createClock();
  const vendors = openEach((vendor, name) => openVendor(vendor, name, options, clock));
  const exchange = new Exchange(Object.values<OpenVendor<VendorForm>>(vendors));
  const { origin, close } = await listen(exchange, options.port);
  return {
    ...runEach(vendors, ({ contract, accounts }) => ({ baseUrl: `${origin}${contract.basePath}`, ...accounts })),
    answerNext: (operationId, status) => exchange.answerNext(operationId, status),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function openVendor<Form extends VendorForm>(
  vendor: Vendor<Form>,
  name: VendorName,
  options: GivenOptions,
  clock: Clock,
): OpenVendor<Form> {
  const settings = readVendorOptions<Form['options']>(vendor.settings, options.vendors[name], name);
  const data = options.data ? vendor.dataForm.read(options.data[name], `data/${name}`) : vendor.defaultData;
  return {
    ...vendor.open(data, { ...settings, ...clock }),
    contract: contractOf(vendor.spec),
    codeIsAbout: vendor.codeIsAbout,
  };
}

const compiled = new Map<unknown, Contract>();

/** Compiles a spec once per process: it takes a tenth of a second, and a test suite starts many sandboxes. */
function contractOf(spec: unknown): Contract {
  const contract = compiled.get(spec) ?? compileContract(spec);
  compiled.set(spec, contract);
  return contract;
}
