import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonObject } from './json.ts';
import { suggest } from './nearest.ts';
import { invalidInput, SandboxError } from './sandbox-error.ts';
import { expectedKeyword, findViolation } from './spec/find-violation.ts';

/** The form of one vendor's data. */
export interface DataForm<Data> {
  /**
   * Checks a copy of data from outside.
   *
   * @throws SandboxError of the kind `invalid-input`; `field` is the first place that is wrong, such as
   * `data/brandlovers/sellers/0/token`.
   */
  read(data: unknown, place: string): Data;
}

/** Makes a form of a schema; `distinct` gives the values that must differ from one to the next, by where they stand. */
export function dataForm<Data>(
  schema: JsonObject,
  distinct: (data: Data) => Readonly<Record<string, readonly (string | undefined)[]>>,
): DataForm<Data> {
  let compiled: ValidateFunction<Data> | undefined;
  return {
    read(data, place) {
      compiled ??= compileSchema<Data>(schema);
      if (!compiled(data)) throw errorOf(compiled, data, place);
      for (const [within, values] of Object.entries(distinct(data))) {
        const present = values.filter((value) => value !== undefined);
        if (new Set(present).size < present.length) {
          throw invalidInput(`${place}/${within}`, 'must differ from one to the next');
        }
      }
      return data;
    },
  };
}

function compileSchema<Data>(schema: JsonObject): ValidateFunction<Data> {
  const ajv = new Ajv2020({ verbose: true });
  addFormats.default(ajv);
  ajv.addKeyword(expectedKeyword);
  return ajv.compile<Data>(schema);
}

function errorOf(validate: ValidateFunction, data: unknown, place: string): Error {
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
export function readOwnData<Data>(form: DataForm<Data>, data: Data, vendor: string): Data {
  try {
    return form.read(data, vendor);
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    const folder = `packages/sandbox/src/${vendor}`;
    throw new Error(
      `The sandbox's own data does not fit the spec: ${error.message}. Edit ${folder}/default-data.ts: remove a field that the spec lost, add one that it demands. The types in data.ts beside it follow, and handlers.ts where it writes the field.`,
    );
  }
}
