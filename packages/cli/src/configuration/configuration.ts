/** The sellers at BrandLovers, each with a token of its own. */
export interface BrandloversAccounts {
  /** Default: the vendor's production. */
  readonly baseUrl?: string | undefined;
  /** The token of each seller, by the name that it has in refs. */
  readonly sellers: Readonly<Record<string, string>>;
}

/** The companies at ClubCollect that one key reaches. */
export interface ClubcollectAccounts {
  /** Default: the vendor's production. */
  readonly baseUrl?: string | undefined;
  readonly apiKey: string;
  readonly companies: readonly string[];
}

/** The accounts to work with, and where their inbox is. */
export interface Configuration {
  readonly brandlovers?: BrandloversAccounts | undefined;
  readonly clubcollect?: ClubcollectAccounts | undefined;
  /** A file, or the address of a PostgreSQL database. Default: no inbox; the vendors are asked each time. */
  readonly inbox?: string | undefined;
}
