import type { JsonObject } from './json.ts';
import { suggest } from './nearest.ts';
import { invalidInput, SandboxError } from './sandbox-error.ts';
import { findViolation } from './spec/find-violation.ts';
import type { Validate } from './spec/validate.ts';

/** The form of one vendor's data. */
export interface DataForm<Data> {
  /** Its validator is generated of it. */
  readonly schema: JsonObject;
  /** Gives the values that must differ from one to the next, by where they stand. */
  distinct(data: Data): Readonly<Record<string, readonly (string | undefined)[]>>;
}

/**
 * Checks a copy of data from outside.
 *
 * @throws SandboxError of the kind `invalid-input`; `field` is the first place that is wrong, such as
 * `data/brandlovers/sellers/0/token`.
 */
export function readData<Data>({ distinct }: DataForm<Data>, validate: Validate, data: unknown, place: string): Data {
  if (!isValid<Data>(validate, data)) throw errorOf(validate, data, place);
  for (const [within, values] of Object.entries(distinct(data))) {
    const present = values.filter((value) => value !== undefined);
    if (new Set(present).size < present.length) {
      throw invalidInput(`${place}/${within}`, 'must differ from one to the next');
    }
  }
  return data;
}

function isValid<Data>(validate: Validate, data: unknown): data is Data {
  return validate(data);
}

function errorOf(validate: Validate, data: unknown, place: string): Error {
  const { pointer = place, problem = 'is invalid', undeclared } = findViolation(validate, data, place) ?? {};
  if (undeclared === undefined) return invalidInput(pointer, problem);
  const { key, declared, title } = undeclared;
  const why = title === undefined ? 'is unknown' : `is unknown: the spec gives ${title} no such field in data`;
  return invalidInput(`${pointer}/${key.slice(0, 64)}`, `${why}; ${suggest(key, declared)}`);
}

/**
 * Checks the data that the sandbox brings for a vendor: a later spec may not have what is in it any more.
 *
 * @throws Error that names the field and the file to edit
 */
export function readOwnData<Data>(form: DataForm<Data>, validate: Validate, data: Data, vendor: string): Data {
  try {
    return readData(form, validate, data, vendor);
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    const folder = `packages/sandbox/src/${vendor}`;
    throw new Error(
      `The sandbox's own data does not fit the spec: ${error.message}. Edit ${folder}/default-data.ts: remove a field that the spec lost, add one that it demands. The types in data.ts beside it follow, and handlers.ts where it writes the field.`,
    );
  }
}
