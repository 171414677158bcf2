export { generateFiles } from './generate/files.ts';
export { withSamples } from './sandbox/samples.ts';
export { secretsOf } from './sandbox/secrets.ts';
export { type CheckedSpec, checkSpec, formatProblem, type Problem } from './spec/check.ts';
