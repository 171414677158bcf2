import type { JsonObject } from '../json.ts';
import type { Row } from './rows.ts';

/** An item of the state that is new or other than before, or the key of one that is no more. */
export type Change =
  | {
      readonly key: number;
      /** The key of the item that holds it; `undefined` for an account. */
      readonly parent: number | undefined;
      /** The item as JSON, without the items that it holds. */
      readonly value: JsonObject;
    }
  | { readonly removed: number };

/** Keeps the items of one vendor. */
export interface VendorStore {
  /** Whether `save` can throw. Default: false. */
  readonly canFail?: boolean;
  /** Makes a key greater than each before: among items of one parent, it gives their order. */
  newKey(): number;
  /**
   * Keeps all of the changes or, if it throws, none. Who changes the state saves first.
   *
   * @throws SandboxError of the kind `cannot-save`
   */
  save(changes: readonly Change[]): void;
}

/** What another sandbox kept before. */
export interface Kept {
  /** The data with which it all began. */
  readonly start: JsonObject;
  /** The state. */
  readonly rows: readonly Row[];
}

/** Keeps the state of a sandbox. */
export interface Store {
  readonly kept: Kept | undefined;
  /** Keeps the data of the start beside the state, unless there are some. */
  keepStart(start: JsonObject): void;
  of(vendor: string): VendorStore;
  /** Keeps what `write` saves, and nothing else that was kept before; if it throws, everything stays. */
  replace<Written>(write: () => Written): Written;
  close(): void;
}

/** Creates the store of a sandbox that forgets everything when it stops. */
export function createMemory(): Store {
  let last = 0;
  const store: VendorStore = {
    newKey() {
      last += 1;
      return last;
    },
    save: () => undefined,
  };
  return {
    kept: undefined,
    keepStart: () => undefined,
    of: () => store,
    replace: (write) => write(),
    close: () => undefined,
  };
}
