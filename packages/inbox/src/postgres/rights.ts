import { sql } from 'kysely';
import type { Reader } from '../database.ts';
import { InboxError } from '../inbox-error.ts';

/** A schema, as the user of this connection sees it. */
export interface SchemaRights {
  readonly exists: boolean;
  /** Whether it holds anything. */
  readonly isUsed: boolean;
}

/**
 * Looks at a schema. Without USAGE on it the server does as if there were nothing in it.
 *
 * @throws InboxError naming the right that is missing to see what it holds, or to make something in an empty one
 */
export async function lookAtSchema(reader: Reader, schema: string): Promise<SchemaRights> {
  const { rows } = await sql<SchemaRights & { mayUse: boolean; mayCreate: boolean }>`
    select id is not null as "exists",
      exists (select from pg_class where relnamespace = id) as "isUsed",
      has_schema_privilege(id, 'usage') as "mayUse", has_schema_privilege(id, 'create') as "mayCreate"
    from (select to_regnamespace(quote_ident(${schema}))::oid) as schema (id)`.execute(reader);
  const { exists = false, isUsed = false, mayUse, mayCreate } = rows[0] ?? {};
  if (exists && !mayUse) throw missing('USAGE', `schema "${schema}"`, `usage on schema ${schema}`);
  if (exists && !isUsed && !mayCreate) throw missing('CREATE', `schema "${schema}"`, `create on schema ${schema}`);
  return { exists, isUsed };
}

/** @throws InboxError naming the first right on the tables of an inbox that is missing */
export async function checkTables(reader: Reader, schema: string): Promise<void> {
  const { rows } = await sql<{ table: string; right: string }>`
    select relname::text as "table", "right"
    from pg_class, unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) with ordinality as wanted ("right", n)
    where relnamespace = to_regnamespace(quote_ident(${schema})) and relkind = 'r'
      and (n = 1 or relname not like 'kysely%') and not has_table_privilege(pg_class.oid, "right")
    order by relname, n limit 1`.execute(reader);
  const [first] = rows;
  if (!first) return;
  const all = `select, insert, update, delete on all tables in schema ${schema}`;
  throw missing(first.right, `table "${first.table}"`, all);
}

function missing(right: string, where: string, grant: string): InboxError {
  const words = `this user has no ${right} on the ${where}: be its owner, or have "grant ${grant}" done`;
  return new InboxError('store-unusable', `The inbox on PostgreSQL: ${words}.`);
}
