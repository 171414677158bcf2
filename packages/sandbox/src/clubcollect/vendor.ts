import { clubcollect as spec } from '../generated/specs.ts';
import { bindHandlers } from '../handler.ts';
import type { Vendor } from '../vendor.ts';
import { openPartner } from './account.ts';
import { type ClubcollectData, form } from './data.ts';
import { defaultData } from './default-data.ts';
import { handlers } from './handlers.ts';
import { type ClubcollectOptions, settings } from './options.ts';

export interface ClubcollectForm {
  readonly options: ClubcollectOptions;
  readonly data: ClubcollectData;
  readonly accounts: {
    readonly partners: readonly {
      readonly name: string;
      readonly apiKey: string;
      readonly companyIds: readonly string[];
    }[];
  };
}

export const clubcollect: Vendor<ClubcollectForm> = {
  title: 'ClubCollect',
  spec,
  settings,
  codeIsAbout: {
    // `invalid_message`
    createInvoiceTicket: ['body/message'],
    // `invalid_action`: "Supplied status value is invalid."
    listCompanyTickets: ['path/status'],
  },
  defaultData,
  dataForm: form,
  open: ({ partners }, rules) => ({
    handlers: new Map(partners.map((partner) => [partner.apiKey, bindHandlers(handlers, openPartner(partner, rules))])),
    accounts: {
      partners: partners.map(({ name, apiKey, companies }) => ({
        name,
        apiKey,
        companyIds: companies.map(({ companyId }) => companyId),
      })),
    },
  }),
  list: ({ partners }) => partners.map(({ name, apiKey, companyIds }) => ({ name, secret: apiKey, companyIds })),
};
