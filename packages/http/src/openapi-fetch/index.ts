export { createFetchClient } from './client.ts';
export type { AnsweredPaths, FetchClient, Observer } from './types.ts';
