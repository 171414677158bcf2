import type { Vendor } from './vendor.ts';

interface Receipt<N, V, I> {
  readonly vendor: N;
  readonly account: string;
  readonly verb: V;
  readonly input: I;
  readonly at: string;
  readonly outcome: 'accepted';
}

/** Makes the receipt of a write that is about to be asked for, with the time of the call. */
export function receiptFor<N extends Vendor, V extends string, I>(
  { vendor, account }: { readonly vendor: N; readonly account: string },
  verb: V,
  input: I,
): Receipt<N, V, I> {
  return { vendor, account, verb, input, at: new Date().toISOString(), outcome: 'accepted' };
}

/** Gives a receipt out when the vendor has accepted what it is of. */
export async function accepted<R>(receipt: R, sent: Promise<unknown>): Promise<R> {
  await sent;
  return receipt;
}
