/** A request as a client gave it to `fetch`, and what came back. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string | undefined;
  readonly response: { readonly status: number; readonly headers: Headers; readonly body: string };
}
