import { startCluster } from './cluster.ts';

/** Gives the whole run a server of its own. */
export default async function setup(): Promise<() => Promise<void>> {
  const cluster = await startCluster();
  process.env.INBOX_STORE = cluster.url;
  return async () => {
    await cluster[Symbol.asyncDispose]();
  };
}
