import type { Api, CallOptions, ClientOptions, Credential, VoidResult } from '@ticketbridge/http';
import { createOperations, verbatim } from '@ticketbridge/http';
import { fetch } from './transport.ts';

/** An API of no vendor, with every form that an operation table can take: each 403 below means something else. */
export const letters: Api = {
  vendor: 'letters',
  baseUrl: 'https://letters.example/v1',
  secrets: { key: verbatim },
  credential: { option: 'key', in: 'header', name: 'x-key' },
  errorCodeKeys: ['error', 'errors'],
  operations: {
    listLetters: {
      method: 'GET',
      path: '/boxes/{boxId}/letters',
      input: { boxId: 'string', 'tag?': 'string', 'limit?': 'integer', 'labels?': ['string'] },
      query: ['tag', 'limit', 'labels'],
      success: { 200: 'object' },
      errors: { 403: 'forbidden', 404: 'not-found' },
    },
    sendLetter: {
      method: 'POST',
      path: '/boxes/{boxId}/letters',
      input: {
        boxId: 'string',
        text: 'string',
        'copies?': 'integer',
        'weight?': 'number',
        'urgent?': 'boolean',
        'to?': { name: 'string', 'street?': 'string|null' },
        'stamps?': [{ value: 'integer' }],
        'trace?': 'string',
        'extra?': 'unknown',
      },
      headers: ['trace'],
      body: 'required',
      success: { 200: 'void' },
      errors: { 400: 'rejected', 403: 'throttled' },
      repeatable: [403],
    },
    replaceTags: {
      method: 'PUT',
      path: '/tags',
      input: { 'tags?': ['string'] },
      body: 'optional',
      success: { 200: 'array', 204: 'void' },
      errors: {},
    },
    listTags: {
      method: 'GET',
      path: '/tags',
      input: {},
      success: { 200: 'array' },
      errors: { 403: 'throttled' },
      repeatable: [403],
    },
    countLetters: { method: 'GET', path: '/count', input: {}, success: { 200: 'object' }, errors: {} },
  },
};

export interface Letters {
  listLetters(input: object, options?: CallOptions): Promise<object>;
  sendLetter(input: object, options?: CallOptions): Promise<VoidResult>;
  replaceTags(input: object, options?: CallOptions): Promise<string[] | VoidResult>;
  listTags(input?: object, options?: CallOptions): Promise<string[]>;
  countLetters(input?: object, options?: CallOptions): Promise<object>;
}

export const KEY = 'key-7f3a9c';

/** Each operation with an input, by what may be done with it after a failure. */
export const SAFE = ['listLetters', 'listTags', 'countLetters'] as const;
export const WRITES = ['sendLetter', 'replaceTags'] as const;
export const INPUTS: Readonly<Record<keyof Letters, object>> = {
  listLetters: { boxId: 'b' },
  listTags: {},
  countLetters: {},
  sendLetter: { boxId: 'b', text: 'hello' },
  replaceTags: { tags: ['a'] },
};

export function lettersClient(options: ClientOptions & { readonly key?: Credential }, api: Api = letters): Letters {
  return createOperations<Letters>(api, { key: KEY, fetch, ...options });
}
