import { createRequire } from 'node:module';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import { head } from './emit-vendors.ts';

const formats = 'ajv-formats/dist/formats';

/** Most times are of one form, and are taken at one look; ajv-formats takes three, and judges all others. */
const quickDateTime = `const usual = /^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\\d|2[0-8])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?Z$/;
const dateTime = fullFormats['date-time'];
const quickFormats = {
  ...fullFormats,
  'date-time': { ...dateTime, validate: (text) => usual.test(text) || dateTime.validate(text) },
};
`;

/** What is bundled with it comes from there. */
const licence = '/*! Contains code of ajv and ajv-formats, Copyright (c) 2015-2021 Evgeny Poberezkin, MIT License */\n';

/** A JSON Schema document of schemas to make validators of, by the validator's name. */
export interface SchemaDocument {
  readonly $id: string;
  /** What the schemas refer to. */
  readonly components?: unknown;
  readonly validators: Readonly<Record<string, unknown>>;
}

/** The types of each module of validators. */
export const validatorTypes: string = `${head}import type { Validators } from '../../spec/validate.ts';

export declare const validators: Validators;
`;

/** Emits the module of the validators of a vendor. */
export function emitValidators(documents: readonly SchemaDocument[]): string {
  const exported = new Map<string, string>();
  const references: Record<string, string> = {};
  const lines = findReferences(documents).map(({ name, reference, sameAs }) => {
    const local = exported.get(sameAs) ?? `validator${exported.size}`;
    exported.set(sameAs, local);
    references[local] ??= reference;
    return `  ${JSON.stringify(name)}: ${local},\n`;
  });
  const code = asModule(standaloneCode.default(createAjv(documents, true), references));
  return `${head}${licence}${code}\nexport const validators = {\n${lines.join('')}};\n`;
}

/** A validator, as the sandbox calls it. */
interface Validator {
  (value: unknown): boolean;
  errors?: readonly ErrorObject[] | null;
}

/** Makes validators without a module, for tests with schemas of their own; each is compiled when it is first called. */
export function compileValidators(documents: readonly SchemaDocument[]): Readonly<Record<string, Validator>> {
  const ajv = createAjv(documents, false);
  return Object.fromEntries(
    findReferences(documents).map(({ name, reference }) => {
      let compiled: ValidateFunction | undefined;
      const validator: Validator = (value) => {
        compiled ??= ajv.getSchema(reference);
        if (compiled === undefined) throw new Error(`There is no schema ${reference}`);
        const isValid = compiled(value);
        validator.errors = compiled.errors ?? null;
        return isValid;
      };
      return [name, validator];
    }),
  );
}

function createAjv(documents: readonly SchemaDocument[], isSource: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    // JSON can write neither `NaN` nor `Infinity`.
    strictNumbers: true,
    logger: false,
    verbose: true,
    code: { source: isSource, esm: true },
  });
  addFormats.default(ajv);
  for (const document of documents) ajv.addSchema({ ...document });
  return ajv;
}

interface Reference {
  /** Of the validator. */
  readonly name: string;
  /** To its schema, for Ajv. */
  readonly reference: string;
  /** Equal for schemas that mean the same. */
  readonly sameAs: string;
}

function findReferences(documents: readonly SchemaDocument[]): Reference[] {
  return documents.flatMap(({ $id, validators }) =>
    Object.entries(validators).map(([name, schema]) => ({
      name,
      reference: `${$id}#/validators/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`,
      sameAs: `${$id} ${JSON.stringify(schema)}`,
    })),
  );
}

/** Helpers of Ajv that refer to nothing, so that their text can stand in a module. */
const helpers: readonly string[] = ['ajv/dist/runtime/equal', 'ajv/dist/runtime/ucs2length'];

/** Makes a module without `require` of what Ajv emits. */
function asModule(code: string): string {
  const require = createRequire(import.meta.url);
  const body = code
    .replace('"use strict";', '')
    .replaceAll(/(?<=\bconst \w+ = )require\("([^"]+)"\)\.(\w+)/g, (_, file: string, name: string) => {
      if (file === formats && name === 'fullFormats') return 'quickFormats';
      if (!helpers.includes(file)) throw new Error(`The validators need ${file}, which the generator does not know`);
      return String(require(file)[name]);
    });
  return `import { fullFormats } from '${formats}.js';\n${quickDateTime}${body}`;
}
