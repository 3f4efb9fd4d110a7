import type { Emulator } from '../../emulator/emulator';
import {
	ANNA,
	control,
	entries,
	revoke,
	send,
	settle,
	startEmulator,
	TEXT,
	until,
} from './support/emulator';
import { fakeClock, type FakeClock } from './support/fakeClock';
import { attachReceiver, type Receiver } from './support/webhook';

const DAY_MS = 86_400_000;

let clock: FakeClock;
let emulator: Emulator;
let webhook: Receiver;

beforeEach(async () => {
	clock = fakeClock();
	emulator = await startEmulator({ clock });
	webhook = await attachReceiver(emulator);
	await patch({ online: false });
});

const patch = async (change: object) =>
	expect((await control(emulator, 'PATCH', `/phones/${ANNA}`, change)).status).toBe(200);
const sendWithTtl = async (id = '1', ttl = '60s') =>
	await send(emulator, id, { body: { ...TEXT, ttl } });
const status = () => entries(emulator)[0]?.status;

async function posted(...types: string[]) {
	await until(() => webhook.posts.length >= types.length, types.join());
	await settle();
	expect(webhook.types().sort()).toEqual(types.sort());
}

test('a message still queued at its end is taken back, and said to be', async () => {
	await sendWithTtl();
	clock.advance(59_999);
	expect(status()).toBe('queued');
	clock.advance(1);
	expect(status()).toBe('expired');
	await posted('TTL_EXPIRATION_REVOKED');
	expect(webhook.posts[0]!.event).toMatchObject({
		eventType: 'TTL_EXPIRATION_REVOKED',
		phoneNumber: ANNA,
		messageId: '1',
		agentId: 'acme_support_agent',
		payload: { phoneNumber: ANNA },
	});
	expect(webhook.posts[0]!.event.payload).not.toHaveProperty('senderPhoneNumber');
	await patch({ online: true });
	await posted('TTL_EXPIRATION_REVOKED');
	expect(status()).toBe('expired');
});

test('an expireTime does the same as a ttl', async () => {
	const expireTime = new Date(clock.now() + 5000).toISOString();
	await send(emulator, '1', { body: { ...TEXT, expireTime } });
	expect(entries(emulator)[0]).toMatchObject({ expireTime: expireTime.replace('.000', '') });
	clock.advance(5000);
	await posted('TTL_EXPIRATION_REVOKED');
});

test('a message delivered in time does not expire', async () => {
	await sendWithTtl();
	clock.advance(59_999);
	await patch({ online: true });
	await posted('DELIVERED');
	clock.advance(DAY_MS);
	expect(status()).toBe('delivered');
	await posted('DELIVERED');
});

test('an explicit revocation is followed by no event', async () => {
	await sendWithTtl();
	expect((await revoke(emulator, '1')).status).toBe(200);
	clock.advance(DAY_MS);
	expect(status()).toBe('revoked');
	await settle();
	expect(webhook.posts).toEqual([]);
});

test('revokeFailed: the message stays on its way', async () => {
	await patch({ nextExpiry: 'revokeFailed' });
	await sendWithTtl();
	clock.advance(60_000);
	await posted('TTL_EXPIRATION_REVOKE_FAILED');
	expect(status()).toBe('queued');
	await patch({ online: true });
	await posted('TTL_EXPIRATION_REVOKE_FAILED', 'DELIVERED');
	expect(status()).toBe('delivered');
});

test('both: it is said to be revoked, and delivered', async () => {
	await patch({ nextExpiry: 'both' });
	await sendWithTtl();
	clock.advance(60_000);
	await posted('TTL_EXPIRATION_REVOKED', 'DELIVERED');
	expect(status()).toBe('delivered');
});

test('none: it is taken back in silence', async () => {
	await patch({ nextExpiry: 'none' });
	await sendWithTtl();
	clock.advance(60_000);
	expect(status()).toBe('expired');
	await settle();
	expect(webhook.posts).toEqual([]);
});

test('a mode holds for one expiry, and can be taken back', async () => {
	await patch({ nextExpiry: 'none' });
	expect(emulator.view().phones[0]).toMatchObject({ nextExpiry: 'none' });
	await sendWithTtl('1');
	clock.advance(60_000);
	await sendWithTtl('2');
	clock.advance(60_000);
	await posted('TTL_EXPIRATION_REVOKED');
	await patch({ nextExpiry: 'none' });
	await patch({ nextExpiry: 'default' });
	expect(emulator.view().phones[0]).not.toHaveProperty('nextExpiry');
	await sendWithTtl('3');
	clock.advance(60_000);
	await posted('TTL_EXPIRATION_REVOKED', 'TTL_EXPIRATION_REVOKED');
});

test('without an expiry a message waits 30 days, and goes in silence', async () => {
	await send(emulator, '1');
	clock.advance(30 * DAY_MS - 1);
	expect(status()).toBe('queued');
	clock.advance(1);
	expect(status()).toBe('expired');
	await settle();
	expect(webhook.posts).toEqual([]);
});

test('a reset forgets what was queued', async () => {
	await sendWithTtl();
	await control(emulator, 'POST', '/reset');
	clock.advance(DAY_MS);
	await settle();
	expect(webhook.posts).toEqual([]);
	expect(entries(emulator)).toEqual([]);
});
