/** Checks a value against one schema; a value that is wrong leaves its first error. Generated from the specs. */
export interface Validate {
  (value: unknown): boolean;
  errors?: readonly ValidationError[] | null;
}

/** An error as Ajv reports it with its option `verbose`. */
export interface ValidationError {
  readonly keyword: string;
  /** A JSON pointer to the value that is wrong. */
  readonly instancePath: string;
  readonly params: unknown;
  /** The schema that the keyword stands in. */
  readonly parentSchema?: unknown;
  readonly message?: string;
}

/** The validators of one vendor, by name. */
export type Validators = Readonly<Record<string, Validate>>;

/** Gives the validator of a name. */
export function validatorOf(validators: Validators, name: string): Validate {
  const validate = validators[name];
  if (validate === undefined) throw new Error(`There is no validator of ${name}: generate the sandbox from its specs`);
  return validate;
}
