import { PAYLOADS, payloadBytesOf, payloadOf } from '../harness/payloads';
import { post, signed, testTrigger } from '../harness/trigger';

const { serve } = testTrigger();

it.each(PAYLOADS)('$name', async (form) => {
	await serve(async ({ url, executions, warnings }) => {
		const answer = await post(url, ...signed(payloadBytesOf(form)));
		expect(answer).toMatchObject({ status: 200, text: '' });
		expect(executions).toEqual([[[{ json: { ...form.item, payload: payloadOf(form) } }]]]);
		expect(warnings).toEqual([]);
	});
});
