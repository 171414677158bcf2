export { generateFiles } from './generate/files.ts';
export { type ImportedSpec, type ImportOptions, importSpec } from './new-api/import-spec.ts';
export { createSampler, type Sampler } from './sandbox/sampler.ts';
export { withSamples } from './sandbox/samples.ts';
export { secretsOf } from './sandbox/secrets.ts';
export { compileValidators } from './sandbox/validators.ts';
export { type CheckedSpec, type CheckOptions, checkSpec, formatProblem, type Problem } from './spec/check.ts';
export { type Vendor, vendorsIn } from './vendors.ts';
