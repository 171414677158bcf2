import { sellerHandlers } from './brandlovers.ts';
import { type MessageAfterArchive, messageAfterArchiveChoices, partnerHandlers } from './clubcollect.ts';
import { type Contract, compileContract } from './contract.ts';
import { defaultData } from './default-data.ts';
import { createExchange } from './exchange.ts';
import * as specs from './generated/specs.ts';
import { InvalidOption } from './invalid-option.ts';
import { listen } from './listener.ts';
import { readSeed } from './read-seed.ts';
import type { SandboxData } from './seed.ts';

/** How to start a sandbox. Everything may be left out. */
export interface SandboxOptions {
  /** The port on 127.0.0.1, from 0 to 65535. Default: 0, a free one. */
  readonly port?: number;
  /** What the sandbox holds at the start, in place of its own data. It is never changed. */
  readonly data?: SandboxData;
  /** How the BrandLovers API behaves. */
  readonly brandlovers?: BrandloversOptions;
  /** How the ClubCollect API behaves. */
  readonly clubcollect?: ClubcollectOptions;
}

/** How the BrandLovers API behaves where the vendor documents nothing, or where it is to misbehave. */
export interface BrandloversOptions {
  /**
   * Limits how many items a page holds, however many are asked for: the vendor documents no maximum, so there may be a
   * silent one. From 1. Default: no maximum.
   */
  readonly maxLimit?: number;
  /** Answers every offset with the start of the list, as a faulty server may. Default: false. */
  readonly ignoreOffset?: boolean;
}

/** How the ClubCollect API behaves where the vendor documents nothing, or where it is to misbehave. */
export interface ClubcollectOptions {
  /** How many tickets a page of a company's list holds, from 1. Default: 30, as the vendor's text says. */
  readonly pageSize?: number;
  /**
   * Where an archived conversation is listed after another message: still as archived, or by its newest message again.
   * The vendor documents neither. Default: `stays-archived`.
   */
  readonly messageAfterArchive?: MessageAfterArchive;
  /** Answers every page of a company's list with the first one, as a faulty server may. Default: false. */
  readonly ignorePage?: boolean;
}

/** A running sandbox: where its two APIs are, and who may call them. */
export interface Sandbox extends AsyncDisposable {
  readonly brandlovers: {
    /** The address to give to a BrandLovers client. */
    readonly baseUrl: string;
    readonly sellers: readonly { readonly name: string; readonly token: string }[];
  };
  readonly clubcollect: {
    /** The address to give to a ClubCollect client; paths below it start with `/v2`. */
    readonly baseUrl: string;
    readonly partners: readonly {
      readonly name: string;
      readonly apiKey: string;
      readonly companyIds: readonly string[];
    }[];
  };
  /**
   * Answers the next call of an operation with a documented status and the spec's own example of its body, whatever
   * the call says; the state stays as it is. Called twice, it plans the next two calls. Only a call with valid
   * credentials, and with the Content-Type where the API demands one, uses it up.
   *
   * @throws Error for a pair that the specs do not document; the message lists those that they do.
   */
  answerNext(operationId: string, status: number): void;
  /** Stops listening and ends open connections. Further calls do nothing. */
  close(): Promise<void>;
}

/**
 * Starts both vendors' ticket APIs on one port of 127.0.0.1.
 *
 * @throws Error for an option that is wrong, naming it and what would be right, and for a port that is taken.
 *
 * @example
 * ```ts
 * await using sandbox = await startSandbox();
 * const [seller] = sandbox.brandlovers.sellers;
 * await fetch(`${sandbox.brandlovers.baseUrl}/tickets`, { headers: { authorization: seller?.token ?? '' } });
 * ```
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0 } = options;
  const { maxLimit = Number.MAX_SAFE_INTEGER, ignoreOffset = false } = options.brandlovers ?? {};
  const { pageSize = 30, messageAfterArchive = 'stays-archived', ignorePage = false } = options.clubcollect ?? {};
  refuseUnless(isBetween(port, 0, 65_535), 'port must be a whole number from 0 to 65535');
  refuseUnless(isBetween(pageSize, 1, Number.MAX_SAFE_INTEGER), 'clubcollect.pageSize must be a whole number from 1');
  refuseUnless(isBetween(maxLimit, 1, Number.MAX_SAFE_INTEGER), 'brandlovers.maxLimit must be a whole number from 1');
  refuseUnless(
    messageAfterArchiveChoices.includes(messageAfterArchive),
    `clubcollect.messageAfterArchive must be one of ${messageAfterArchiveChoices.join(', ')}`,
  );
  const data = readSeed(options.data ?? defaultData);
  const { sellers } = data.brandlovers;
  const { partners } = data.clubcollect;
  const contracts = compileContracts();
  const now = createClock();
  const rules = { pageSize, messageAfterArchive, ignorePage, now };
  const brandlovers = {
    contract: contracts.brandlovers,
    accounts: new Map(sellers.map((seller) => [seller.token, sellerHandlers(seller, { maxLimit, ignoreOffset, now })])),
  };
  const clubcollect = {
    contract: contracts.clubcollect,
    accounts: new Map(partners.map((partner) => [partner.apiKey, partnerHandlers(partner, rules)])),
  };
  const exchange = createExchange([brandlovers, clubcollect]);
  const listener = await listen(exchange, port);
  return {
    brandlovers: {
      baseUrl: `${listener.origin}${brandlovers.contract.basePath}`,
      sellers: sellers.map(({ name, token }) => ({ name, token })),
    },
    clubcollect: {
      baseUrl: `${listener.origin}${clubcollect.contract.basePath}`,
      partners: partners.map(({ name, apiKey, companies }) => ({
        name,
        apiKey,
        companyIds: companies.map(({ companyId }) => companyId),
      })),
    },
    answerNext: exchange.answerNext,
    close: listener.close,
    [Symbol.asyncDispose]: listener.close,
  };
}

interface Contracts {
  readonly brandlovers: Contract;
  readonly clubcollect: Contract;
}

let compiled: Contracts | undefined;

/** Once per process: it takes a tenth of a second, and a test suite starts many sandboxes. */
function compileContracts(): Contracts {
  compiled ??= {
    brandlovers: compileContract(specs.brandlovers),
    clubcollect: compileContract(specs.clubcollect),
  };
  return compiled;
}

function refuseUnless(condition: boolean, problem: string): void {
  if (!condition) throw new InvalidOption(problem);
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** The time, never twice the same: of two things that happened, one is always the newer. */
function createClock(): () => string {
  let last = 0;
  return () => {
    last = Math.max(Date.now(), last + 1);
    return new Date(last).toISOString();
  };
}
