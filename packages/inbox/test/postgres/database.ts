import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { onTestFinished } from 'vitest';

/** Makes a database on a server, which is gone when the test has finished; returns its address. */
export async function freshDatabase(server: string): Promise<string> {
  const name = `t${randomUUID().replaceAll('-', '')}`;
  await ask(server, `create database ${name}`);
  onTestFinished(() => ask(server, `drop database ${name} with (force)`));
  return server.replace('/postgres?', `/${name}?`);
}

async function ask(server: string, statement: string): Promise<void> {
  const client = new Client(server);
  await client.connect();
  await client.query(statement);
  await client.end();
}
