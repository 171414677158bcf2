import { control } from './control.ts';
import { type FormWords, formOf } from './form.ts';
import { at, items, text } from './json.ts';

/** Something that can be made to happen at a vendor: an operation of the control API. */
export interface Action {
  readonly vendor: string;
  readonly name: string;
  readonly path: string;
  readonly summary: string;
  readonly schema: unknown;
}

/** The fields that name a conversation. */
const IDS: Readonly<Record<string, string>> = { brandlovers: 'ticketId', clubcollect: 'invoiceId' };

/** Finds the actions in the description of the control API. */
export function actionsOf(description: unknown): readonly Action[] {
  return Object.entries(Object(at(description, 'paths'))).flatMap(([path, item]): Action[] => {
    const [, vendor = '', name = ''] = /^\/(\w[\w-]*)\/(\w+)$/.exec(path) ?? [];
    const schema = at(item, 'post', 'requestBody', 'content', 'application/json', 'schema');
    if (text(item, 'post', 'operationId') !== `${vendor}_${name}`) return [];
    return [{ vendor, name, path, summary: text(item, 'post', 'summary'), schema }];
  });
}

/** Lists the ids of a conversation without which an action cannot happen. */
export function neededIds({ vendor, schema }: Action): readonly string[] {
  return items(at(schema, 'required')).filter((name): name is string => name === IDS[vendor]);
}

/** Makes the form of an action on what `fields` names. */
export function actionForm(
  action: Action,
  fields: Readonly<Record<string, string>>,
  words: Pick<FormWords, 'act' | 'choices' | 'line' | 'rare'>,
  happened: (result: unknown) => void,
): HTMLFormElement {
  const hidden = neededIds(action);
  return formOf(action.schema, { ...words, given: fields, hidden, asked: action.summary }, async (input) =>
    happened(await control('POST', action.path, input)),
  );
}

/** Lists the fields that an action can do without. */
export function optionalFields({ schema }: Action): readonly string[] {
  const required = items(at(schema, 'required'));
  return Object.keys(Object(at(schema, 'properties'))).filter((name) => !required.includes(name));
}

/** Lists the values of the fields that name an account. */
export function accountChoices(announcements: unknown): Readonly<Record<string, readonly string[]>> {
  const accountsOf = (vendor: string) => items(at(announcements, vendor, 'accounts'));
  return {
    seller: accountsOf('brandlovers').map((account) => text(account, 'name')),
    companyId: accountsOf('clubcollect').flatMap((account) => items(at(account, 'companyIds')).map(String)),
  };
}
