import { createRequire } from 'node:module';

type Http = typeof import('node:http');

// An import would read every export, and one of them loads all of fetch: a third of the time of a start.
const http: Http = createRequire(import.meta.url)('node:http');

export const createServer: Http['createServer'] = http.createServer;
export const STATUS_CODES: Http['STATUS_CODES'] = http.STATUS_CODES;
