export { at, entries, isObject, items, text } from '@ticketbridge/ledger/json';
