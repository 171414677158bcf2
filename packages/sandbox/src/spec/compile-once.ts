import { type Contract, type ContractForm, compileContract } from './contract.ts';

const compiled = new Map<unknown, Contract>();

/** Compiles a spec once per process: it takes a tenth of a second, and a test suite starts many sandboxes. */
export function compileOnce(spec: unknown, form?: ContractForm): Contract {
  const contract = compiled.get(spec) ?? compileContract(spec, form);
  compiled.set(spec, contract);
  return contract;
}
