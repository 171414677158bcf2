import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A PostgreSQL server of its own, reached by a socket in its folder; it ends, and its folder goes, with this process. */
export interface Cluster extends AsyncDisposable {
  readonly url: string;
}

/**
 * Makes the cluster, says where it is, and keeps it until standard input ends: which it does however the process at
 * its other end dies. Nothing of it has to survive a failure of the machine.
 */
const KEEPER = `
set -eu
folder=$(mktemp -d "$1/inbox-cluster-XXXXXX")
server=
finish() {
  [ -z "$server" ] || { kill -INT "$server" && wait "$server"; } || true
  rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP
initdb --pgdata="$folder/data" --username=inbox --auth=trust --encoding=UTF8 --no-locale --no-sync >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
postgres -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off -c max_connections=200 >"$folder/log" 2>&1 &
server=$!
until pg_isready --quiet --host="$folder"; do
  kill -0 "$server" 2>/dev/null || { cat "$folder/log" >&2; exit 1; }
  sleep 0.05
done
echo "$folder"
cat >/dev/null
`;

/** Tells whether this machine has a server to start. */
export function hasServer(): boolean {
  return spawnSync('initdb', ['--version'], { env: environment() }).status === 0;
}

/** Starts a cluster. Servers refuse to run as root: there, the user that Debian's package makes is the one. */
export async function startCluster(): Promise<Cluster> {
  const asUser = process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
  const [command = 'sh', ...args] = [...asUser, 'sh', '-c', KEEPER, 'sh', tmpdir()];
  const keeper = spawn(command, args, {
    cwd: '/',
    env: environment(),
    stdio: ['pipe', 'pipe', 'inherit'],
    // Ctrl-C reaches this process alone, and so tests may still finish with the server.
    detached: true,
  });
  const folder = await firstLineOf(keeper);
  return {
    url: `postgresql://inbox@/postgres?host=${encodeURIComponent(folder)}`,
    async [Symbol.asyncDispose]() {
      keeper.stdin.end();
      await once(keeper, 'close');
    },
  };
}

async function firstLineOf(keeper: ChildProcess & { stdout: NodeJS.ReadableStream }): Promise<string> {
  for await (const line of createInterface(keeper.stdout)) return line;
  throw new Error('No PostgreSQL server could be started: see what it said above.');
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${programs()}:${process.env.PATH}` };
}

/** Debian has the server's programs in a folder for each version, and in no PATH. */
function programs(): string {
  const debian = '/usr/lib/postgresql';
  if (!existsSync(debian)) return '';
  const newest = readdirSync(debian).toSorted((a, b) => Number(b) - Number(a))[0] ?? '';
  return join(debian, newest, 'bin');
}
