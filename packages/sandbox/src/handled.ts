import { announce } from './announcement.ts';
import { bindHandlers } from './bind.ts';
import { findGaps } from './gaps.ts';
import { compileOnce } from './spec/compile-once.ts';
import type { OpenVendor, Rules, Vendor, VendorForm } from './vendor.ts';

/** Opens a vendor that has handlers, with its accounts in the state that the data says. */
export function openHandled<Form extends VendorForm>(
  vendor: Vendor<Form>,
  name: string,
  data: Form['data'],
  rules: Rules<Form['options']>,
): OpenVendor<Form['accounts']> {
  const { title, spec, codeIsAbout, handlers } = vendor;
  const { states, accounts } = vendor.open(data, rules);
  const contract = compileOnce(spec);
  const gaps = findGaps(contract, handlers, states.size);
  const listed = vendor.list(accounts).map((account) => ({ account }));
  return {
    served: {
      name,
      contract,
      codeIsAbout,
      handlers: new Map([...states].map(([secret, state]) => [secret, bindHandlers(handlers, state)])),
      gaps,
    },
    accounts,
    announce: (baseUrl) => announce({ title, spec, stateless: false, gaps, listed }, baseUrl),
  };
}
