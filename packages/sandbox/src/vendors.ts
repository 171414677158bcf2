import { type HandledForms, handled, openEach, type RunningVendors, runEach } from './generated/vendors.ts';
import type { SwitchTable } from './settings.ts';

export { openEach, type RunningVendors, runEach };

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
