import { z } from 'zod';

import { badRequest, type FieldViolation } from '../api/errors';

/** `contentMessage`, `suggestions`, 0 → `content_message.suggestions[0]`, as Google's errors print. */
function protoPath(root: string, path: readonly PropertyKey[]): string {
	return path.reduce<string>((printed, part) => {
		if (typeof part === 'number') return `${printed}[${part}]`;
		const name = String(part).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
		return printed === '' ? name : `${printed}.${name}`;
	}, root);
}

const PROTO_TYPES: Record<string, string> = {
	string: 'TYPE_STRING',
	number: 'TYPE_DOUBLE',
	boolean: 'TYPE_BOOL',
	object: 'TYPE_MESSAGE',
	array: 'TYPE_MESSAGE, repeated',
};

function printed(input: unknown): string {
	return (JSON.stringify(input) ?? 'undefined').slice(0, 100);
}

function toViolations(root: string, issue: z.core.$ZodIssue): FieldViolation[] {
	const field = protoPath(root, issue.path);
	const at = field === '' ? '' : ` at '${field}'`;
	switch (issue.code) {
		case 'unrecognized_keys':
			return issue.keys.map((key) => ({
				field,
				description: `Invalid JSON payload received. Unknown name "${key}"${at}: Cannot find field.`,
			}));
		case 'invalid_type':
			return [
				{
					field,
					description:
						issue.input === undefined
							? `Missing required field${at}.`
							: `Invalid value${at} (${PROTO_TYPES[issue.expected] ?? issue.expected}), ${printed(issue.input)}`,
				},
			];
		case 'invalid_value':
			return [
				{ field, description: `Invalid value${at} (TYPE_ENUM), ${printed(issue.input ?? null)}` },
			];
		default: {
			// A message that opens with a bracket is Google's own wording of a type error.
			const separator = issue.message.startsWith('(') ? ' ' : ': ';
			return [{ field, description: `Invalid value${at}${separator}${issue.message}` }];
		}
	}
}

/** Whether an issue keeps the JSON from being read into the proto at all: a name, a type, an enum. */
function isBinding(issue: z.core.$ZodIssue): boolean {
	if (issue.code === 'invalid_type') return issue.input !== undefined;
	return issue.code === 'unrecognized_keys' || issue.code === 'invalid_value';
}

/**
 * Parses a request body strictly. What cannot be read is reported first, as Google does: limits and
 * missing fields are judged only when everything could be read.
 *
 * Unknown names are worded as Google does; so are wrong types, as far as the proto types can be
 * guessed. Other sentences are the emulator's own: Google's are not published.
 *
 * @param root proto name of the body in its request, such as `agent_message`; empty for none
 * @throws ApiError 400 listing every fault
 */
export function parseBody<T extends z.ZodType>(schema: T, body: unknown, root = ''): z.output<T> {
	const result = schema.safeParse(body ?? {}, { reportInput: true });
	if (result.success) return result.data;
	const { issues } = result.error;
	const binding = issues.filter(isBinding);
	const reported = binding.length > 0 ? binding : issues;
	throw badRequest(reported.flatMap((issue) => toViolations(root, issue)));
}
