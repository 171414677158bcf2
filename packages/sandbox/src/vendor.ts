import type { DataForm } from './data-form.ts';
import type { Handlers } from './handler.ts';
import type { Complete, Settings } from './settings.ts';
import type { Contract } from './spec/contract.ts';

/** The types of one vendor's own options, data and accounts. */
export interface VendorForm {
  readonly options: object;
  readonly data: unknown;
  readonly accounts: object;
}

/** The declarations of a vendor's folder, which the common code walks. */
export interface Vendor<Form extends VendorForm> {
  /** The name as people write it. */
  readonly title: string;
  /** The bundled OpenAPI document. */
  readonly spec: unknown;
  readonly settings: Settings<Form['options']>;
  /**
   * By operation, the places of a request that the documented refusal with a code is about. A request that is invalid
   * elsewhere gets a marked refusal. A documented refusal without a code is for every invalid request.
   */
  readonly codeIsAbout: Readonly<Record<string, readonly string[]>>;
  readonly defaultData: Form['data'];
  readonly dataForm: DataForm<Form['data']>;
  /** Opens every account on a copy of the data. */
  open(data: Form['data'], rules: Rules<Form['options']>): Accounts<Form>;
  /** Lists who may call. */
  list(accounts: Form['accounts']): readonly ListedAccount[];
}

/** An account: its name, its secret, and what a caller needs beside them, by name. */
export interface ListedAccount {
  readonly name: string;
  readonly secret: string;
  readonly [own: string]: string | readonly string[];
}

export type Rules<Options> = Complete<Options> & Clock;

export interface Clock {
  /** The time as ISO 8601, never the same twice. */
  now(): string;
}

export interface Accounts<Form extends VendorForm> {
  /** The handlers of each account, by its secret. */
  readonly handlers: ReadonlyMap<string, Handlers>;
  /** The accounts, as a caller needs them. */
  readonly accounts: Form['accounts'];
}

/** A vendor's accounts, opened, with what its spec says. */
export interface OpenVendor<Form extends VendorForm> extends Accounts<Form> {
  readonly contract: Contract;
  readonly codeIsAbout: Vendor<Form>['codeIsAbout'];
}

/** The address to give to a client, and the accounts. */
export type RunningVendor<Form extends VendorForm> = { readonly baseUrl: string } & Form['accounts'];
