/** A request as one of our clients gave it to its transport, and as much of the answer as came. */
export interface Observed {
  readonly vendor: string;
  /** The address that the client was created for. */
  readonly baseUrl: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The names, in lower case, of the headers that the caller had added by an option. */
  readonly added: readonly string[];
  readonly body: string | null;
  /** Whether a sandbox of this process has this address. */
  readonly isSandbox: boolean;
  answer?: ObservedAnswer;
}

export interface ObservedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What the client read of it. */
  body: string;
}

/** A call of a client's method, once it has settled. */
export interface ObservedCall {
  readonly operation: string;
  /** Its requests, in order; none where the client refused the input. */
  readonly requests: readonly Observed[];
  /** The kind of the error; `undefined` for a value. */
  readonly error: { readonly isOurs: boolean; readonly kind: string } | undefined;
}

/** Is told of everything that our clients do. */
export interface Observer {
  /** Called when a request is handed to the transport. */
  sent(request: Observed): void;
  /** Called when a call of a method has settled. */
  settled(call: ObservedCall): void;
}

declare global {
  var ticketbridgeObserver: Observer | undefined;
}
