import type { RecordShape } from './control/shape.ts';
import { isObject, type JsonObject } from './json.ts';
import { invalidInput } from './sandbox-error.ts';
import { snapshot } from './snapshot.ts';

/** Something that happens at a vendor without a call of its API. */
export interface Action<Account, Result = unknown> {
  readonly summary: string;
  readonly input: RecordShape<object>;
  /** The schema of what is given back; `undefined` for nothing. */
  readonly result: JsonObject | undefined;
  /**
   * Lets it happen to the vendor's accounts.
   *
   * @throws SandboxError of the kind `invalid-input`; `field` names what is wrong.
   */
  run(accounts: readonly Account[], input: unknown): Result;
}

/** What can happen at a vendor, by name. */
export type ActionTable<Account> = Readonly<Record<string, Action<Account>>>;

/** Makes an action whose input is checked before it happens. */
export function action<Account, Input extends object, Result>({
  act,
  ...described
}: Omit<Action<Account>, 'input' | 'run'> & {
  readonly input: RecordShape<Input>;
  act(accounts: readonly Account[], input: Input): Result;
}): Action<Account, Result> {
  return {
    ...described,
    run(accounts, input) {
      const copy = snapshot(input, 'input');
      if (!isObject(copy)) throw invalidInput('input', 'must be an object');
      return act(accounts, described.input.read(copy, ''));
    },
  };
}
