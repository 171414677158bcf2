import { clubcollect as spec } from '../generated/specs.ts';
import type { Vendor } from '../vendor.ts';
import { PartnerAccount } from './account.ts';
import { actions, type ClubcollectActions, methodsOf } from './actions.ts';
import { type ClubcollectData, form } from './data.ts';
import { defaultData } from './default-data.ts';
import { deviate } from './deviate.ts';
import { handlers } from './handlers.ts';
import { type ClubcollectOptions, settings } from './options.ts';

export interface Form {
  readonly options: ClubcollectOptions;
  readonly data: ClubcollectData;
  readonly account: PartnerAccount;
  readonly actions: ClubcollectActions;
  readonly accounts: {
    readonly partners: readonly {
      readonly name: string;
      readonly apiKey: string;
      readonly companyIds: readonly string[];
    }[];
  };
}

export const vendor: Vendor<Form> = {
  title: 'ClubCollect',
  spec,
  settings,
  codeIsAbout: {
    // `invalid_message`
    createInvoiceTicket: ['body/message'],
    // `invalid_action`: "Supplied status value is invalid."
    listCompanyTickets: ['path/status'],
  },
  // `invalid_message`
  notBlank: new Map([['createInvoiceTicket', ['body/message']]]),
  handlers,
  deviate,
  actions,
  methodsOf,
  defaultData,
  dataForm: form,
  lists: ['partners', 'companies', 'invoices', 'tickets'],
  open: ({ partners }, rules, { toSecret, store }) => ({
    states: new Map(partners.map((partner) => [partner.apiKey, new PartnerAccount(partner, rules, store)])),
    accounts: {
      partners: partners.map(({ name, apiKey, companies }) => ({
        name,
        apiKey: toSecret(apiKey),
        companyIds: companies.map(({ companyId }) => companyId),
      })),
    },
  }),
  load({ partners }, accounts) {
    const puts = partners.map((partner, index) => accounts[index]?.load(partner));
    return () => {
      for (const put of puts) put?.();
    };
  },
  read: (accounts) => ({ partners: accounts.map((account) => account.read()) }),
  known: ({ partners }) => new Map([['companyId', partners.flatMap(({ companyIds }) => companyIds)]]),
  list: ({ partners }) => partners.map(({ name, apiKey, companyIds }) => ({ name, secret: apiKey, companyIds })),
};
