import type { Action } from './action.ts';
import {
  type HandledForms,
  handled,
  handledAmong,
  inspectEach,
  openEach,
  type RunningVendors,
  runEach,
} from './generated/vendors.ts';
import type { SwitchTable } from './settings.ts';

export { handledAmong, inspectEach, openEach, type RunningVendors, runEach };

/** The name of a vendor that has handlers, and so options and data. */
export type HandledName = keyof HandledForms;

/** How each vendor's API behaves. */
export type VendorOptions = { readonly [Name in HandledName]?: HandledForms[Name]['options'] | undefined };

/** The state of a sandbox when it starts: every account with its conversations. It can be written as JSON. */
export type SandboxData = { readonly [Name in HandledName]: HandledForms[Name]['data'] };

/** The names of the vendors that have handlers. */
export const handledNames: readonly string[] = Object.keys(handled);

/** Each vendor's own settings. */
export const vendorSettings: Readonly<Record<string, SwitchTable>> = Object.fromEntries(
  Object.entries(handled).map(([name, { settings }]) => [name, settings]),
);

/** An action without the means to let it happen. */
export type DescribedAction = Pick<Action<never>, 'summary' | 'input' | 'result'>;

/** What can happen at each vendor, for a description of it. */
export const vendorActions: Readonly<Record<string, Readonly<Record<string, DescribedAction>>>> = Object.fromEntries(
  Object.entries(handled).map(([name, { actions }]) => [name, actions]),
);
