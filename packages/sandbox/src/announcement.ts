import { at } from './json.ts';
import { type Credential, readCredentials, writeSecret } from './spec/credential.ts';
import type { RunningVendor, Vendor, VendorForm } from './vendor.ts';

/** Where one vendor's API is, who may call it, and how: the form of what the command prints as JSON. */
export interface Announcement {
  readonly title: string;
  readonly baseUrl: string;
  /** How a secret is sent; `null` where none is needed. An operation's own way is in the spec. */
  readonly credential: Omit<Credential, 'isHttp'> | null;
  readonly accounts: readonly AnnouncedAccount[];
}

/** An account, with what belongs to the vendor alone beside it. */
export interface AnnouncedAccount {
  readonly name: string;
  readonly secret: string;
  /** The secret as it is sent. */
  readonly sent: string;
}

/** Announces a vendor's API. */
export function announce<Form extends VendorForm>(
  vendor: Pick<Vendor<Form>, 'title' | 'spec' | 'list'>,
  running: RunningVendor<Form>,
): Announcement {
  const [way] = readCredentials(vendor.spec, at(vendor.spec, 'security'));
  return {
    title: vendor.title,
    baseUrl: running.baseUrl,
    credential: way
      ? { scheme: way.scheme, in: way.in, name: way.name, prefix: way.prefix, encoding: way.encoding }
      : null,
    accounts: vendor.list(running).map(({ name, secret, ...own }) => {
      return { name, secret, sent: way ? writeSecret(way, secret) : '', ...own };
    }),
  };
}

/** Writes an announcement for people, in lines. */
export function linesOf({ title, baseUrl, credential, accounts }: Announcement): string[] {
  return [
    `${title}  ${baseUrl}`,
    ...accounts.map(({ name, secret, sent, ...own }) => {
      const parts = [
        ...(credential ? [howSent(credential, sent)] : []),
        ...Object.entries(own).map(([key, values]) => `${key} ${[values].flat().join(', ')}`),
      ];
      return `  ${name}: ${parts.join(', ')}`;
    }),
  ];
}

function howSent({ in: place, name }: Pick<Credential, 'in' | 'name'>, sent: string): string {
  return place === 'header'
    ? `header ${name}: ${sent}`
    : `query ${encodeURIComponent(name)}=${encodeURIComponent(sent)}`;
}
