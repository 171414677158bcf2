export { generateFiles } from './generate/files.ts';
export { type CheckedSpec, checkSpec, formatProblem, type Problem } from './spec/check.ts';
