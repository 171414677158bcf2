import { brandlovers as spec } from '../generated/specs.ts';
import type { Vendor } from '../vendor.ts';
import { SellerAccount } from './account.ts';
import { actions, type BrandloversActions, methodsOf } from './actions.ts';
import { type BrandloversData, form } from './data.ts';
import { defaultData } from './default-data.ts';
import { deviate } from './deviate.ts';
import { handlers } from './handlers.ts';
import { type BrandloversOptions, settings } from './options.ts';

export interface Form {
  readonly options: BrandloversOptions;
  readonly data: BrandloversData;
  readonly account: SellerAccount;
  readonly actions: BrandloversActions;
  readonly accounts: { readonly sellers: readonly { readonly name: string; readonly token: string }[] };
}

export const vendor: Vendor<Form> = {
  title: 'BrandLovers',
  spec,
  settings,
  // Its refusals have no code.
  codeIsAbout: {},
  notBlank: new Map(),
  handlers,
  deviate,
  actions,
  methodsOf,
  defaultData,
  dataForm: form,
  lists: ['sellers', 'tickets', 'messages'],
  open: ({ sellers }, rules, { toSecret, store }) => ({
    states: new Map(sellers.map((seller) => [seller.token, new SellerAccount(seller, rules, store)])),
    accounts: { sellers: sellers.map(({ name, token }) => ({ name, token: toSecret(token) })) },
  }),
  load({ sellers }, accounts) {
    const puts = sellers.map((seller, index) => accounts[index]?.load(seller));
    return () => {
      for (const put of puts) put?.();
    };
  },
  read: (accounts) => ({ sellers: accounts.map((account) => account.read()) }),
  known: () => new Map(),
  list: ({ sellers }) => sellers.map(({ name, token }) => ({ name, secret: token })),
};
