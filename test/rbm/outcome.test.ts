import { fileByUrlRequest } from '../../rbm/files';
import { managementRequest } from '../../rbm/management';
import { outcomeOf } from '../../rbm/outcome';

const refusal = (httpStatus: number) => ({
	httpStatus,
	body: { error: { code: httpStatus, message: 'No.', status: 'X' } },
});

it.each([400, 403, 429, 503])('explains a %i by the hint of the call, if it has one', (status) => {
	const hintFor = (hints?: Record<number, string>) => {
		const outcome = outcomeOf(refusal(status), { hints });
		return 'hint' in outcome ? outcome.hint : undefined;
	};
	expect(hintFor({ [status]: 'Do this.' })).toBe('Do this.');
	expect(hintFor({ 418: 'Make tea.' })).toBe(hintFor());
	expect(hintFor()).toBeTruthy();
});

it('gives management calls hints of their own, and keeps those of the call', () => {
	const { api, query, hints } = managementRequest({
		method: 'POST',
		path: '/v1/testers',
		hints: { 429: 'Tomorrow.' },
	});
	expect({ api, query }).toEqual({ api: 'management', query: {} });
	expect(hints).toMatchObject({ 403: expect.any(String), 429: 'Tomorrow.' });
});

it('names the agent of an upload by URL in query and body', () => {
	const fileUrl = 'https://example.com/a.png';
	const thumbnailUrl = 'https://example.com/b.png';
	expect(fileByUrlRequest('a', { fileUrl, thumbnailUrl })).toMatchObject({
		path: '/v1/files',
		query: { agentId: 'a' },
		body: { agentId: 'a', fileUrl, thumbnailUrl },
	});
	expect(fileByUrlRequest('a', { fileUrl, thumbnailUrl: '' }).body).toEqual({
		agentId: 'a',
		fileUrl,
	});
});
