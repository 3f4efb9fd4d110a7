/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { readFileSync } from 'node:fs';

import { EVENT_OPTIONS } from '../../nodes/Rbm/triggerEvents';
import { PAYLOADS } from '../harness/payloads';
import { post, signed, testTrigger } from '../harness/trigger';

const { serve } = testTrigger();

type Fields = Record<string, unknown>;

interface Schema {
	type: string;
	description?: string;
	properties?: Record<string, Schema>;
}

/** A section of docs/events.md: a heading, the fields of its table, and its examples. */
interface Section {
	heading: string;
	prose: string;
	/** Types by name. */
	fields: Record<string, string>;
	examples: Fields[];
}

function section(text: string): Section {
	const [heading = '', ...lines] = text.split('\n');
	const rows = lines.flatMap((line) => {
		const [, name, type] = /^\| `(\w+)` *\| (\w+) *\|/.exec(line) ?? [];
		return name && type ? [[name, type] as const] : [];
	});
	const blocks = Array.from(text.matchAll(/```json\n(.*?)```/gs), ([, json]) => json!);
	return {
		heading,
		prose: text,
		fields: Object.fromEntries(rows),
		examples: blocks.map((json) => JSON.parse(json) as Fields),
	};
}

const [, everyEvent, ...sections] = readFileSync('docs/events.md', 'utf8')
	.split(/^## /m)
	.map(section);
const schemaOf = (file: string) =>
	JSON.parse(readFileSync(`dist/nodes/Rbm/__schema__/v1.0.0${file}.json`, 'utf8')) as Schema;
const trigger = schemaOf('');
const examples = sections.flatMap((each) => each.examples);

/** Only the trigger adds it, and no payload can show it. */
const DOWNLOAD = 'fileDownload';

/** Fields of a value that a schema does not have, or has with another type. */
function strangers(value: unknown, schema: Schema | undefined, path: string): string[] {
	if (typeof value !== schema?.type) return [path];
	if (typeof value !== 'object' || path === '.payload') return [];
	return Object.entries(value as Fields).flatMap(([name, inner]) =>
		strangers(inner, schema.properties?.[name], `${path}.${name}`),
	);
}

describe('docs/events.md', () => {
	it('has a section for every event, under the name it has in the list', () => {
		const headings = sections.map(({ heading }) => heading);
		expect(headings.sort()).toEqual(EVENT_OPTIONS.map(({ value }) => value).sort());
		for (const { value, name } of EVENT_OPTIONS) {
			expect(sections.find(({ heading }) => heading === value)!.prose).toContain(`**${name}** in`);
		}
	});

	it.each(sections)('shows items of $heading as the trigger gives them', async (each) => {
		expect(each.examples).not.toEqual([]);
		for (const example of each.examples) {
			expect(example.eventType).toBe(each.heading);
			await serve(async ({ url, executions }) => {
				await post(url, ...signed(example.payload));
				expect(executions).toEqual([[[{ json: example }]]]);
			});
		}
	});

	it.each(sections)('lists the fields of $heading, all of them and no others', (each) => {
		const forms = PAYLOADS.filter(({ item }) => item.eventType === each.heading);
		const items = [...each.examples, ...forms.map(({ item }) => item)];
		const known = { ...everyEvent!.fields, ...each.fields };
		for (const [name, value] of items.flatMap((item) => Object.entries(item))) {
			const type = name === 'eventKey' ? 'string' : typeof value;
			expect({ name, type: known[name] }).toEqual({ name, type });
		}
		const shown = new Set(each.examples.flatMap((item) => Object.keys(item)));
		const unseen = Object.keys(each.fields).filter((name) => !shown.has(name));
		expect(unseen).toEqual(each.heading === 'USER_FILE' ? [DOWNLOAD] : []);
	});
});

describe('the output schema', () => {
	it('has every field that a documented or captured event gives, with its type, and no others', () => {
		const items = [...examples, ...PAYLOADS.map(({ item }) => ({ ...item, eventKey: 'a key' }))];
		expect(items.flatMap((item) => strangers(item, trigger, ''))).toEqual([]);
		const shown = new Set(items.flatMap((item) => Object.keys(item)));
		const unseen = Object.keys(trigger.properties!).filter((name) => !shown.has(name));
		expect(unseen).toEqual([DOWNLOAD]);
	});

	it('is the same where events are verified by hand, but for what the trigger downloads', () => {
		const { properties, ...rest } = schemaOf('/webhookEvent/verify');
		const { [DOWNLOAD]: download } = trigger.properties!;
		expect({ ...rest, properties: { ...properties, [DOWNLOAD]: download } }).toEqual(trigger);
	});

	it('says what every field means', () => {
		for (const { description } of Object.values(trigger.properties!)) {
			expect(description).toEqual(expect.stringMatching(/\w/));
		}
	});
});
