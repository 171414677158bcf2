export { type CheckedSpec, checkSpec, formatProblem, type Problem } from './spec/check.ts';
