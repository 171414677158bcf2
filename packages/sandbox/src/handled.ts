import { announce } from './announcement.ts';
import { bindHandlers } from './bind.ts';
import { readData } from './data-form.ts';
import { findGaps } from './gaps.ts';
import { at } from './json.ts';
import { invalidInput } from './sandbox-error.ts';
import { type Contract, compileContract } from './spec/contract.ts';
import { readCredentials, secretFor } from './spec/credential.ts';
import { refuseBlank } from './spec/not-blank.ts';
import { strictDocument } from './spec/strict-document.ts';
import { throttledStatus } from './spec/throttled.ts';
import { type Validators, validatorOf } from './spec/validate.ts';
import type { StartingData } from './starting-data.ts';
import { createMemory, type VendorStore } from './store/store.ts';
import type { HandledVendor, Rules, Vendor, VendorForm } from './vendor.ts';

/** Opens a vendor that has handlers, with its accounts in the state that the data says. */
export function openHandled<Form extends VendorForm>(
  vendor: Vendor<Form>,
  name: string,
  validators: Validators,
  { start, now = start }: StartingData<Form['data']>,
  rules: Rules<Form['options']>,
  store: VendorStore = createMemory().of(name),
): HandledVendor<Form> {
  const { title, spec, codeIsAbout, handlers, actions, deviate } = vendor;
  const [first] = readCredentials(spec, at(spec, 'security'));
  const toSecret = (own: string) => (first ? secretFor(first, own) : own);
  const { states, accounts } = vendor.open(now, rules, { store, toSecret });
  const all = [...states.values()];
  const contract = refuseBlank(compileContract(spec, validators), vendor.notBlank);
  assertDistinct([...states.keys()], contract, name);
  const gaps = findGaps(contract, handlers, states.size);
  const listed = vendor.list(accounts).map((account) => ({ account }));
  const nameOf = (own: string) => listed.find(({ account }) => account.secret === toSecret(own))?.account.name ?? '';
  const bound = [...states].map(([secret, state]) => [secret, bindHandlers(handlers, state)] as const);
  return {
    served: {
      name,
      contract,
      throttledStatus: (id) => throttledStatus(spec, id),
      codeIsAbout,
      handlers: new Map(bound),
      accountNames: new Map(bound.map(([secret, own]) => [own, nameOf(secret)])),
      gaps,
      deviate: (reply) => deviate?.(reply, rules) ?? reply,
    },
    own: { ...accounts, ...vendor.methodsOf(all) },
    act: (action, input) => actions[action]?.run(all, input),
    inspect() {
      const copy: unknown = JSON.parse(JSON.stringify(vendor.read(all)));
      return readData(vendor.dataForm, validatorOf(validators, 'data'), copy, name);
    },
    start,
    reset: () => vendor.load(start, all),
    announce: (baseUrl) => announce({ title, spec, stateless: false, gaps, listed }, baseUrl),
    describe: (baseUrl) =>
      strictDocument(spec, {
        contract,
        gaps,
        notBlank: vendor.notBlank,
        known: vendor.known(accounts),
        baseUrl,
        canFailToSave: store.canFail,
      }),
  };
}

/** Refuses two accounts of one secret, as a credential that adds a password can make them. */
function assertDistinct(secrets: readonly string[], { operations }: Contract, name: string): void {
  for (const credential of operations.flatMap(({ credentials }) => credentials)) {
    const formed = new Set(secrets.map((own) => secretFor(credential, own)));
    if (formed.size < secrets.length) {
      throw invalidInput(`data/${name}`, 'must not have a secret twice, once with the password that the sandbox adds');
    }
  }
}
