import type { MessageRecord } from './desk/records.ts';
import type { Output } from './output.ts';

/** Shows a message. Its text stands indented, so that no line of it can be taken for the head of another one. */
export async function showMessage(
  write: Output['line'],
  { sentAt, author, visibility, text }: MessageRecord,
): Promise<void> {
  const seenBy = visibility === null ? '' : `, visible: ${visibility}`;
  await write(`${sentAt ?? 'no date'}  by: ${author}${seenBy}`, 'bold');
  for (const line of (text ?? '(no text)').split(/\r?\n/)) await write(`  ${line}`);
}
