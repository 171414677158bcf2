import type { ActionTable } from './action.ts';
import type { Announcement } from './announcement.ts';
import type { DataForm } from './data-form.ts';
import type { HandlerTable } from './handler.ts';
import type { JsonObject } from './json.ts';
import type { Served } from './server/exchange.ts';
import type { PlainReply } from './server/reply.ts';
import type { Complete, Switches } from './settings.ts';
import type { NotBlank } from './spec/not-blank.ts';
import type { Validators } from './spec/validate.ts';
import type { VendorStore } from './store/store.ts';

/** The types of one vendor's own options, data and accounts. */
export interface VendorForm {
  readonly options: object;
  readonly data: unknown;
  /** What the sandbox holds of one account. */
  readonly account: unknown;
  /** The accounts, as a caller needs them. */
  readonly accounts: object;
  /** What can happen at the vendor without a call of its API, as methods. */
  readonly actions: object;
}

/** The declarations of a vendor's folder, which the common code walks. */
export interface Vendor<Form extends VendorForm> {
  /** The name as people write it. */
  readonly title: string;
  /** The bundled OpenAPI document. */
  readonly spec: unknown;
  readonly settings: Switches<Form['options']>;
  /**
   * By operation, the places of a request that the documented refusal with a code is about. A request that is invalid
   * elsewhere gets a marked refusal. A documented refusal without a code is for every invalid request.
   */
  readonly codeIsAbout: Readonly<Record<string, readonly string[]>>;
  /** What the sandbox refuses beyond the spec: blank texts. */
  readonly notBlank: NotBlank;
  readonly handlers: HandlerTable<Form['account']>;
  /** Changes a reply that is as the spec says into another one, where a switch says so. */
  deviate?(reply: PlainReply, rules: Rules<Form['options']>): PlainReply;
  readonly actions: ActionTable<Form['account']>;
  methodsOf(accounts: readonly Form['account'][]): Form['actions'];
  readonly defaultData: Form['data'];
  readonly dataForm: DataForm<Form['data']>;
  /** The names of the lists that hold each other in the data, from the accounts on. */
  readonly lists: readonly string[];
  /** Opens every account on a copy of the data. */
  open(data: Form['data'], rules: Rules<Form['options']>, means: OpeningMeans): Accounts<Form>;
  /** Saves a copy of the data that the accounts were opened with, and gives back what puts it in the place of their state. */
  load(data: Form['data'], accounts: readonly Form['account'][]): () => void;
  /** Writes the accounts in the form of data. */
  read(accounts: readonly Form['account'][]): unknown;
  /** Values of the paths' parameters that no answer gives, by the parameter's name. */
  known(accounts: Form['accounts']): ReadonlyMap<string, readonly string[]>;
  /** Lists who may call. */
  list(accounts: Form['accounts']): readonly ListedAccount[];
}

export interface OpeningMeans {
  readonly store: VendorStore;
  /** Gives a secret of the data as a client takes it. */
  toSecret(own: string): string;
}

/** An account: its name, its secret, and what a caller needs beside them, by name. */
export interface ListedAccount {
  readonly name: string;
  readonly secret: string;
  readonly [own: string]: string | readonly string[];
}

export type Rules<Options> = Complete<Options> & Clock;

export interface Clock {
  /** The time as ISO 8601. */
  now(): string;
}

export interface Accounts<Form extends VendorForm> {
  /** The state of each account, by its secret in the data. */
  readonly states: ReadonlyMap<string, Form['account']>;
  readonly accounts: Form['accounts'];
}

/** A vendor that is ready to be served. */
export interface OpenVendor<Own extends object> {
  readonly served: Served;
  /** What a caller finds beside the address: the accounts and, with handlers, what can happen to them. */
  readonly own: Own;
  announce(baseUrl: string): Announcement;
  /** Describes the API as it is served here. */
  describe(baseUrl: string): JsonObject;
}

/** A vendor that has handlers. */
export interface HandledVendor<Form extends VendorForm> extends OpenVendor<Form['accounts'] & Form['actions']> {
  /** Lets an action happen. */
  act(name: string, input: unknown): unknown;
  /** The data of the start, which a reset brings back. */
  readonly start: Form['data'];
  /** Copies the state as data. */
  inspect(): Form['data'];
  /** Saves the data of the start, and gives back what puts it in the place of the state. */
  reset(): () => void;
}

/** The address to give to a client, and what is the vendor's own. */
export type RunningVendor<Own extends object> = { readonly baseUrl: string } & Own;

/** A vendor without handlers, as it is generated from its spec. */
export interface StatelessVendor<Option extends string> {
  readonly title: string;
  /** The bundled OpenAPI document, in which each answer has one valid example. */
  readonly spec: unknown;
  /** The made-up secrets, by the option of a client that takes one. */
  readonly secrets: Readonly<Record<Option, string>>;
  /** The option of each security scheme. */
  readonly schemes: Readonly<Record<string, Option>>;
}

/** Opens a vendor of each kind. */
export interface Open {
  handled<Form extends VendorForm>(vendor: Vendor<Form>, name: string, validators: Validators): HandledVendor<Form>;
  stateless<Option extends string>(
    vendor: StatelessVendor<Option>,
    name: string,
    validators: Validators,
  ): OpenVendor<Readonly<Record<Option, string>>>;
}
