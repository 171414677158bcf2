import { at } from './json.ts';
import { type Credential, readCredentials, writeSecret } from './spec/credential.ts';

/** Where one vendor's API is, who may call it, and how: the form of what the command prints as JSON. */
export interface Announcement {
  readonly title: string;
  readonly baseUrl: string;
  /** Whether the vendor is answered with examples alone, because the sandbox has no handlers for it. */
  readonly stateless: boolean;
  /** How a secret is sent; `null` where none is needed. An operation's own way is in the spec. */
  readonly credential: AnnouncedCredential | null;
  readonly accounts: readonly AnnouncedAccount[];
  /** What the spec declares and the sandbox does not do, each as a sentence that begins with the operation. */
  readonly gaps: readonly string[];
}

type AnnouncedCredential = Omit<Credential, 'isHttp'>;

/** An account, with what belongs to the vendor alone beside it. */
export interface AnnouncedAccount {
  readonly name: string;
  readonly secret: string;
  /** The secret as it is sent. */
  readonly sent: string;
  /** How it is sent, where that is not the API's first way. */
  readonly credential?: AnnouncedCredential;
}

/** An account to be announced; `way` is how its secret is sent, where that is not the API's first way. */
export interface ListedWay {
  readonly account: { readonly name: string; readonly secret: string };
  readonly way?: Credential | undefined;
}

interface Vendor {
  readonly title: string;
  readonly spec: unknown;
  readonly stateless: boolean;
  readonly gaps: readonly { readonly problem: string }[];
  readonly listed: readonly ListedWay[];
}

/** Announces a vendor's API. */
export function announce({ title, spec, stateless, gaps, listed }: Vendor, baseUrl: string): Announcement {
  const [first] = readCredentials(spec, at(spec, 'security'));
  return {
    title,
    baseUrl,
    stateless,
    credential: first ? announceWay(first) : null,
    accounts: listed.map(({ account: { name, secret, ...own }, way = first }) => {
      const sent = way ? writeSecret(way, secret) : '';
      const isOther = way !== undefined && way.scheme !== first?.scheme;
      return { name, secret, sent, ...own, ...(isOther && { credential: announceWay(way) }) };
    }),
    gaps: gaps.map(({ problem }) => problem),
  };
}

function announceWay({ scheme, in: place, name, prefix, encoding }: Credential): AnnouncedCredential {
  return { scheme, in: place, name, prefix, encoding };
}

/** Writes an announcement for people, in lines. */
export function linesOf({ title, baseUrl, stateless, credential: first, accounts }: Announcement): string[] {
  return [
    `${title}  ${baseUrl}`,
    ...accounts.map(({ name, secret, sent, credential = first, ...own }) => {
      const parts = [
        ...(credential ? [howSent(credential, sent)] : []),
        ...Object.entries(own).map(([key, values]) => `${key} ${[values].flat().join(', ')}`),
      ];
      return `  ${name}: ${parts.join(', ')}`;
    }),
    ...(stateless ? ['  stateless: every answer is an example, and marked by the header x-sandbox-stateless'] : []),
  ];
}

function howSent({ in: place, name }: Pick<Credential, 'in' | 'name'>, sent: string): string {
  return place === 'header'
    ? `header ${name}: ${sent}`
    : `query ${encodeURIComponent(name)}=${encodeURIComponent(sent)}`;
}
