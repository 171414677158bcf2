import { announce, type ListedWay } from './announcement.ts';
import { gapOf } from './gaps.ts';
import { at } from './json.ts';
import { compileContract } from './spec/contract.ts';
import { readCredentials } from './spec/credential.ts';
import type { Operation } from './spec/operation.ts';
import { strictDocument } from './spec/strict-document.ts';
import { throttledStatus } from './spec/throttled.ts';
import type { Validators } from './spec/validate.ts';
import type { OpenVendor, StatelessVendor } from './vendor.ts';

/** Opens a vendor that answers each valid request with the example of the documented success. */
export function openStateless<Option extends string>(
  { title, spec, secrets, schemes }: StatelessVendor<Option>,
  name: string,
  validators: Validators,
): OpenVendor<Readonly<Record<Option, string>>> {
  const contract = compileContract(spec, validators, `/${name}`);
  const successes = contract.operations.map((operation) => ({ operation, status: successOf(operation) }));
  const handlers = Object.fromEntries(
    successes.flatMap(({ operation, status }) =>
      status === undefined ? [] : [[operation.id, () => ({ example: status })] as const],
    ),
  );
  const gaps = successes
    .filter(({ status }) => status === undefined)
    .map(({ operation }) => gapOf(operation, 'has no success of which there is an example'));
  const secretOf = new Map(Object.entries<Option>(schemes).map(([scheme, option]) => [scheme, secrets[option]]));
  const ways = [
    ...readCredentials(spec, at(spec, 'security')),
    ...contract.operations.flatMap(({ credentials }) => credentials),
  ];
  const listed = Object.entries<string>(secrets).map(
    ([option, secret]): ListedWay => ({
      account: { name: option, secret },
      way: ways.find(({ scheme }) => schemes[scheme] === option),
    }),
  );
  return {
    served: {
      name,
      contract,
      throttledStatus: (id) => throttledStatus(spec, id),
      codeIsAbout: {},
      handlers: new Map([...secretOf.values()].map((secret) => [secret, handlers])),
      gaps,
      stateless: { handlers, secretOf },
    },
    own: secrets,
    announce: (baseUrl) => announce({ title, spec, stateless: true, gaps, listed }, baseUrl),
    describe: (baseUrl) =>
      strictDocument(spec, { contract, gaps, notBlank: new Map(), known: new Map(), baseUrl, isStateless: true }),
  };
}

function successOf({ statuses, canAnswer }: Operation): number | undefined {
  return statuses.find((status) => status >= 200 && status < 400 && canAnswer(status));
}
