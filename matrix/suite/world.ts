/** Where a sandbox is, and who calls it. */
export interface World {
  readonly brandlovers: { readonly baseUrl: string; readonly token: string };
  readonly clubcollect: { readonly baseUrl: string; readonly apiKey: string };
}

/** Maps each behaviour to what is wrong with it; an empty text says that nothing is. */
export type Report = Readonly<Record<string, string>>;
