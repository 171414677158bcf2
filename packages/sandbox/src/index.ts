export type { BrandloversActions, BrandloversOpening, BrandloversWritten } from './brandlovers/actions.ts';
export type { BrandloversData, BrandloversMessage, BrandloversSeller, BrandloversTicket } from './brandlovers/data.ts';
export type { BrandloversOptions } from './brandlovers/options.ts';
export type { SandboxClock } from './clock.ts';
export type { ClubcollectActions, ClubcollectNewInvoice, ClubcollectWritten } from './clubcollect/actions.ts';
export type {
  ClubcollectCompany,
  ClubcollectData,
  ClubcollectInvoice,
  ClubcollectPartner,
  ClubcollectTicket,
} from './clubcollect/data.ts';
export type { ClubcollectOptions } from './clubcollect/options.ts';
export type { Controls } from './control/controls.ts';
export type { Fault, FaultChoice, FaultEffect, FaultKind } from './faults/fault.ts';
export type { AddedFault, ListedFault } from './faults/faults.ts';
export type { Journal, JournalEntry } from './journal.ts';
export type { SandboxOptions } from './options.ts';
export { type Sandbox, startSandbox } from './sandbox.ts';
export { SandboxError } from './sandbox-error.ts';
export type { Verdict } from './server/reply.ts';
export type { OpenSwitch, SandboxSwitches, SwitchState } from './switches.ts';
export type { SandboxData, VendorOptions } from './vendors.ts';
