import { isDeepStrictEqual } from 'node:util';
import { readData, readOwnData } from './data-form.ts';
import type { JsonObject } from './json.ts';
import { invalidInput } from './sandbox-error.ts';
import { type Validators, validatorOf } from './spec/validate.ts';
import { assemble } from './store/rows.ts';
import type { Kept } from './store/store.ts';
import type { Vendor, VendorForm } from './vendor.ts';

/** The data of one vendor at the start and, where a file went on from there, its state now; the accounts are the same. */
export interface StartingData<Data> {
  readonly start: Data;
  readonly now?: Data;
}

/** Reads and checks a vendor's data: those of a file, those that are given, or the sandbox's own. */
export function readStartingData<Form extends VendorForm>(
  vendor: Vendor<Form>,
  name: string,
  validators: Validators,
  { given, kept }: { readonly given: JsonObject | undefined; readonly kept: Kept | undefined },
): StartingData<Form['data']> {
  const { dataForm, defaultData, lists } = vendor;
  const validate = validatorOf(validators, 'data');
  if (kept) {
    const now = readData(dataForm, validate, assemble(kept.rows, name, lists), `file/${name}`);
    return { start: readData(dataForm, validate, kept.start[name], `file/start/${name}`), now };
  }
  const start = given
    ? readData(dataForm, validate, given[name], `data/${name}`)
    : readOwnData(dataForm, validate, defaultData, name);
  return { start };
}

/** Refuses data beside a file that began with others: which of them is meant cannot be told. */
export function assertSameStart(given: JsonObject | undefined, kept: Kept | undefined): void {
  if (given === undefined || kept === undefined) return;
  if (isDeepStrictEqual(JSON.parse(JSON.stringify(given)), kept.start)) return;
  throw invalidInput('data', 'must be left out, or be that with which the file began');
}
