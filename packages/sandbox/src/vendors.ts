import { type Announcement, announce } from './announcement.ts';
import { type BrandloversForm, brandlovers } from './brandlovers/vendor.ts';
import { type ClubcollectForm, clubcollect } from './clubcollect/vendor.ts';
import type { OpenVendor, RunningVendor, Vendor, VendorForm } from './vendor.ts';

/** Every vendor. A further one is a folder, and its line here; the compiler names the places below that lack it. */
interface Forms {
  /** The ticket API of BrandLovers. */
  readonly brandlovers: BrandloversForm;
  /** The ticket API of ClubCollect; paths below its address start with `/v2`. */
  readonly clubcollect: ClubcollectForm;
}

export type VendorName = keyof Forms;

export const vendors: { readonly [Name in keyof Forms]: Vendor<Forms[Name]> } = { brandlovers, clubcollect };

export const vendorNames: readonly VendorName[] = ['brandlovers', 'clubcollect'];

/** How each vendor's API behaves. */
export type VendorOptions = { readonly [Name in keyof Forms]?: Forms[Name]['options'] | undefined };

/** The state of a sandbox when it starts: every account with its conversations. It can be written as JSON. */
export type SandboxData = { readonly [Name in keyof Forms]: Forms[Name]['data'] };

/** By vendor, the address to give to a client, and the accounts. */
export type RunningVendors = { readonly [Name in keyof Forms]: RunningVendor<Forms[Name]> };

type OpenVendors = { readonly [Name in keyof Forms]: OpenVendor<Forms[Name]> };

export function openEach(
  open: <Form extends VendorForm>(vendor: Vendor<Form>, name: VendorName) => OpenVendor<Form>,
): OpenVendors {
  return { brandlovers: open(brandlovers, 'brandlovers'), clubcollect: open(clubcollect, 'clubcollect') };
}

export function runEach(
  { brandlovers, clubcollect }: OpenVendors,
  run: <Form extends VendorForm>(open: OpenVendor<Form>) => RunningVendor<Form>,
): RunningVendors {
  return { brandlovers: run(brandlovers), clubcollect: run(clubcollect) };
}

/** Says where each vendor's API is and who may call it. */
export function announceEach(running: RunningVendors): { readonly [Name in keyof Forms]: Announcement } {
  return {
    brandlovers: announce(brandlovers, running.brandlovers),
    clubcollect: announce(clubcollect, running.clubcollect),
  };
}
