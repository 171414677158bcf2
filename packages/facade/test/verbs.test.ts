import { brandloversSource, createTicketbridge, type ListedThread } from '@ticketbridge/facade';
import { describe, expect, test } from 'vitest';
import { openDesk } from './desk.ts';

async function firstOf<N extends ListedThread['vendor']>(threads: AsyncIterable<ListedThread>, vendor: N) {
  for await (const thread of threads) {
    if (thread.vendor === vendor && thread.ref) return thread.ref as Extract<typeof thread.ref, { vendor: N }>;
  }
  throw new Error(`the sandbox has no ${vendor} thread`);
}

async function texts(messages: AsyncIterable<{ text: string | undefined }>): Promise<(string | undefined)[]> {
  return (await Array.fromAsync(messages)).map(({ text }) => text);
}

describe('BrandLovers', () => {
  test('a reply is seen by the customer, a note is not', async () => {
    const { bridge } = await openDesk();
    const ref = await firstOf(bridge.threads({ active: true }), 'brandlovers');
    const reply = await bridge.reply(ref, 'hello');
    const note = await bridge.brandlovers.note(ref, 'between us');
    const messages = (await Array.fromAsync(bridge.messages(ref))).slice(-2);
    expect(messages.map(({ text, visibility }) => [text, visibility])).toEqual([
      ['hello', 'CUSTOMER'],
      ['between us', 'INTERNAL'],
    ]);
    expect(reply).toMatchObject({
      vendor: 'brandlovers',
      account: 'shop',
      verb: 'reply',
      input: { id: ref.id, text: 'hello' },
    });
    expect(note.verb).toBe('note');
    expect(JSON.parse(JSON.stringify(reply))).toEqual(reply);
  });

  test('two equal messages are both there, and say nothing of who wrote them', async () => {
    const { bridge } = await openDesk();
    const ref = await firstOf(bridge.threads({ active: true }), 'brandlovers');
    const messages = await Array.fromAsync(bridge.messages(ref));
    expect(messages.filter(({ text }) => text === 'ok')).toHaveLength(2);
    expect(messages.some((message) => 'sender' in message)).toBe(false);
    expect(messages.every(({ sentAt }) => sentAt instanceof Date)).toBe(true);
  });

  test('closing and reopening change the state that the vendor lists', async () => {
    const { bridge } = await openDesk();
    const ref = await firstOf(bridge.threads({ active: true }), 'brandlovers');
    const state = async () => {
      for await (const thread of bridge.threads()) if (thread.ref?.id === ref.id) return thread.state.native;
      return undefined;
    };
    expect((await bridge.brandlovers.close(ref)).verb).toBe('close');
    expect(await state()).toBe('CLOSED');
    await bridge.brandlovers.reopen(ref);
    expect(await state()).toBe('REOPENED');
  });

  test('a created thread is listed; its receipt has no ref, because the vendor tells no id', async () => {
    const { bridge } = await openDesk();
    const before = await Array.fromAsync(bridge.threads());
    const receipt = await bridge.brandlovers.createThread({ orderId: '1', type: 'OTHER', from: 'Shop', text: 'hi' });
    expect(receipt).toMatchObject({ verb: 'createThread', input: { orderId: '1', text: 'hi' } });
    expect(receipt).not.toHaveProperty('ref');
    expect(await Array.fromAsync(bridge.threads())).toHaveLength(before.length + 1);
  });
});

describe('ClubCollect', () => {
  test('a reply answers with the created message', async () => {
    const { bridge } = await openDesk();
    const ref = await firstOf(bridge.threads({ active: true }), 'clubcollect');
    const receipt = await bridge.reply(ref, 'hello');
    expect(receipt).toMatchObject({ verb: 'reply', ref, message: { text: 'hello', sender: 'COMPANY', thread: ref } });
    expect(await texts(bridge.messages(ref))).toContain('hello');
  });

  test('archiving moves all messages of the thread to the archived list', async () => {
    const { bridge } = await openDesk();
    const ref = await firstOf(bridge.threads({ active: true }), 'clubcollect');
    await bridge.clubcollect.archive(ref);
    const archived = (await Array.fromAsync(bridge.threads({ active: false }))).find(
      (thread) => thread.ref?.id === ref.id,
    );
    expect(archived?.state).toMatchObject({ native: 'archived', active: false });
    expect(await bridge.clubcollect.assignToSupport(ref)).toMatchObject({ verb: 'assignToSupport', ref });
  });

  test('a thread is opened by its first message about an invoice', async () => {
    const { bridge } = await openDesk();
    const { ref, message } = await bridge.clubcollect.createThread({ invoiceId: 'hv-2026-0006', text: 'due' });
    expect(message.text).toBe('due');
    expect(await texts(bridge.messages(ref))).toEqual(['due']);
  });
});

describe('a refusal', () => {
  test('keeps the meaning that the vendor gives it', async () => {
    const { bridge, sandbox } = await openDesk();
    const ref = await firstOf(bridge.threads({ active: true }), 'brandlovers');
    for (let attempt = 1; attempt <= 3; attempt += 1) sandbox.answerNext('setTicketStatus', 403);
    await expect(bridge.brandlovers.close(ref)).rejects.toMatchObject({
      kind: 'throttled',
      outcome: 'refused',
      attempts: 3,
    });
    const other = bridge.messages({ ...ref, id: 'of-somebody-else' });
    await expect(Array.fromAsync(other)).rejects.toMatchObject({ kind: 'forbidden', documented: true });
  });

  test('comes from us, before anything is sent, for a ref of another account, vendor or form', async () => {
    const { bridge, companyId } = await openDesk();
    const refused = { kind: 'invalid-input', outcome: 'not-sent' };
    const stranger = { vendor: 'brandlovers', account: 'other', id: '1' } as const;
    await expect(bridge.reply(stranger, 'x')).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('such as brandlovers:shop'),
    });
    expect(() => bridge.messages(stranger)).toThrow('"ref.account" must be one of the accounts');
    const invoice = { vendor: 'clubcollect', account: companyId, id: '1' } as const;
    // @ts-expect-error a ClubCollect thread cannot be closed
    await expect(bridge.brandlovers.close(invoice)).rejects.toMatchObject(refused);
    // @ts-expect-error an id is a string
    await expect(bridge.brandlovers.close({ ...stranger, id: 1 })).rejects.toMatchObject({
      ...refused,
      field: 'ref.id',
    });
  });

  test('of a facade is told before it exists', async () => {
    const { brandlovers } = await openDesk();
    const source = brandloversSource(brandlovers, { account: 'a' });
    expect(() => createTicketbridge(source, source)).toThrow(
      '"sources[1]" must be of another account than brandlovers:a',
    );
    expect(() => createTicketbridge(brandloversSource(brandlovers, { account: '' }))).toThrow(
      '"account" must be well-formed text that is not blank',
    );
  });
});

describe('several accounts of one vendor', () => {
  test('a verb goes to the account of the ref, and creating names it', async () => {
    const { sandbox, brandlovers } = await openDesk();
    const { createBrandlovers } = await import('@ticketbridge/brandlovers');
    const second = createBrandlovers({
      baseUrl: sandbox.brandlovers.baseUrl,
      token: sandbox.brandlovers.sellers[1]?.token ?? '',
    });
    const bridge = createTicketbridge(
      brandloversSource(brandlovers, { account: 'one' }),
      brandloversSource(second, { account: 'two' }),
    );
    const threads = await Array.fromAsync(bridge.threads());
    expect(new Set(threads.map(({ account }) => account))).toEqual(new Set(['one', 'two']));
    const ref = threads.find(({ account }) => account === 'two')?.ref;
    if (!ref) throw new Error('the second seller has no thread');
    expect((await bridge.reply(ref, 'hi')).account).toBe('two');
    const input = { orderId: '1', type: 'OTHER', from: 'Shop', text: 'hi' };
    await expect(bridge.brandlovers.createThread(input)).rejects.toThrow(
      '"account" must be one of the accounts that were given, such as brandlovers:one, brandlovers:two',
    );
    expect((await bridge.brandlovers.createThread({ ...input, account: 'two' })).account).toBe('two');
  });
});
