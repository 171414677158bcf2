// A page for a support agent: the open tickets of one seller, their messages, and a reply.
// Run: node src/page.ts [--port 4011], with BRANDLOVERS_URL and BRANDLOVERS_TOKENS set; the first seller is the page's.
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { readTokens } from './configuration.ts';
import { startPage } from './page/server.ts';
import { print, runProgram, UsageError } from './program.ts';

await runProgram('page', async () => {
  const { port } = parseArgs({ options: { port: { type: 'string', default: '4011' } } }).values;
  if (!/^\d+$/.test(port) || Number(port) > 65_535) throw new UsageError('--port must be a whole number up to 65535');
  const [seller] = readTokens(process.env);
  if (!seller) throw new UsageError('BRANDLOVERS_TOKENS names no seller');
  const page = await startPage({ ...seller, port: Number(port) });
  await print(`${seller.account}: ${page.origin}`);
  const stop = new AbortController();
  await Promise.race(['SIGINT', 'SIGTERM'].map((name) => once(process, name, { signal: stop.signal })));
  stop.abort();
  await page.close();
  return 0;
});
