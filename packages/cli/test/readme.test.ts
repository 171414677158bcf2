import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { programOf, start } from './process.ts';

/** What is shown of a command's first use, as somebody would paste it. */
async function firstSteps(): Promise<readonly string[]> {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const section = readme.split('\n## ').find((text) => text.startsWith('Try it\n')) ?? '';
  return [...section.matchAll(/^```sh\n(.+?)^```/gms)].map(([, block = '']) => block);
}

/** Runs a block in a shell whose `npx @ticketbridge/cli` is this program. */
function paste(block: string) {
  const program = programOf([]).map((word) => `'${word}'`);
  const npx = `npx() { [ "$1" = @ticketbridge/cli ] || exit 127; shift; exec ${program.join(' ')} "$@"; }`;
  // In a shell of its own each, but for the last, which takes the place of this one, and ends with it.
  const script = block.trim().replaceAll(/^npx .*$(?=\n)/gm, '($&)');
  return start(['/bin/sh', '-c', `${npx}\n${script}`], { XDG_CONFIG_HOME: '/nowhere' });
}

test('what the README shows first works as it is pasted, but for the port', async () => {
  const [sandbox = '', commands = ''] = await firstSteps();
  expect(sandbox).toContain('--port 4010');
  const served = paste(sandbox.replace('--port 4010', '--port 0'));
  let said = '';
  served.process.stdout?.on('data', (chunk) => {
    said += chunk;
  });
  const addresses = () => [...said.matchAll(/http:\/\/127\.0\.0\.1:\d+\S*/g)].map(([url]) => url);
  while (addresses().length < 2) await once(Object(served.process.stdout), 'data');
  const [brandlovers, clubcollect] = addresses();

  expect(commands).toContain('BRANDLOVERS_URL=... CLUBCOLLECT_URL=...');
  const { code, out, err } = await paste(
    commands.replace(
      'BRANDLOVERS_URL=... CLUBCOLLECT_URL=...',
      `BRANDLOVERS_URL=${brandlovers} CLUBCOLLECT_URL=${clubcollect}`,
    ),
  ).ended;
  expect(out).toContain('brandlovers:aurora:7300402');
  expect(out).toContain('clubcollect:hockeyclub-de-voorbeelden:hv-2026-0001');
  expect(out).toContain('Pedi tamanho 40 e veio 42.');
  // Nobody can be asked here, so the reply is not sent.
  expect([code, err]).toEqual([3, expect.stringContaining('Nothing was sent')]);
});
