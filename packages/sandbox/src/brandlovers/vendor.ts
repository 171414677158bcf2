import { brandlovers as spec } from '../generated/specs.ts';
import { bindHandlers } from '../handler.ts';
import type { Vendor } from '../vendor.ts';
import { openSeller } from './account.ts';
import { type BrandloversData, form } from './data.ts';
import { defaultData } from './default-data.ts';
import { handlers } from './handlers.ts';
import { type BrandloversOptions, settings } from './options.ts';

export interface BrandloversForm {
  readonly options: BrandloversOptions;
  readonly data: BrandloversData;
  readonly accounts: { readonly sellers: readonly { readonly name: string; readonly token: string }[] };
}

export const brandlovers: Vendor<BrandloversForm> = {
  title: 'BrandLovers',
  spec,
  settings,
  // Its refusals have no code.
  codeIsAbout: {},
  defaultData,
  dataForm: form,
  open: ({ sellers }, rules) => ({
    handlers: new Map(sellers.map((seller) => [seller.token, bindHandlers(handlers, openSeller(seller, rules))])),
    accounts: { sellers: sellers.map(({ name, token }) => ({ name, token })) },
  }),
  list: ({ sellers }) => sellers.map(({ name, token }) => ({ name, secret: token })),
};
