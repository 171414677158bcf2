export type { MessageAfterArchive } from './clubcollect.ts';
export {
  type BrandloversOptions,
  type ClubcollectOptions,
  type Sandbox,
  type SandboxOptions,
  startSandbox,
} from './sandbox.ts';
export type {
  BrandloversMessage,
  BrandloversSeller,
  BrandloversTicket,
  ClubcollectCompany,
  ClubcollectInvoice,
  ClubcollectPartner,
  ClubcollectTicket,
  SandboxData,
} from './seed.ts';
