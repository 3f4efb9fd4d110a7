import { withCredential, type WorkflowInput } from '../../scripts/n8n';
import { parseFlatted } from '../../scripts/n8n/flatted';
import { waitFor } from '../../scripts/n8n/wait';

describe('parseFlatted', () => {
	it('puts strings and objects back in their places', () => {
		const text =
			'[{"items":"1","name":"2","count":3,"none":null},["2","4",true],"hello",{"same":"2"},{"deep":"3"}]';
		expect(parseFlatted(text)).toEqual({
			items: ['hello', { deep: { same: 'hello' } }, true],
			name: 'hello',
			count: 3,
			none: null,
		});
	});

	it('reads strings that look like places, and a lone value', () => {
		expect(parseFlatted('[{"digits":"1"},"0"]')).toEqual({ digits: '0' });
		expect(parseFlatted('["alone"]')).toBe('alone');
	});

	it('closes circles', () => {
		const circle = parseFlatted('[{"self":"0"}]') as { self: unknown };
		expect(circle.self).toBe(circle);
	});
});

describe('waitFor', () => {
	it('asks until there is an answer', async () => {
		const answers = [undefined, undefined, 'here'];
		await expect(waitFor(() => answers.shift(), { what: 'it' })).resolves.toBe('here');
	});

	it('names what it waited for, and the last error', async () => {
		const error = new Error('refused');
		const waiting = waitFor(() => Promise.reject(error), { what: 'a miracle', timeoutMs: 60 });
		await expect(waiting).rejects.toMatchObject({
			message: 'Waited 0.06 s in vain for a miracle',
			cause: error,
		});
	});
});

it('withCredential replaces the credential of the nodes that use one of its type', () => {
	const node = (name: string, credentials?: object) => ({
		name,
		...(credentials && { credentials }),
	});
	const old = { id: 'old', name: 'Old' };
	const workflow = {
		name: 'Example',
		nodes: [node('Send', { rbm: old, other: old }), node('Wait')],
		connections: {},
	} as unknown as WorkflowInput;
	const { nodes } = withCredential(workflow, { id: 'new', name: 'New', type: 'rbm' });
	expect(nodes).toEqual([
		node('Send', { rbm: { id: 'new', name: 'New' }, other: old }),
		node('Wait'),
	]);
});
