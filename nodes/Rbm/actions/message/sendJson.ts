import { parseJson } from '../json';
import { sendOperation } from './send';

/** Message → Send JSON: a whole `contentMessage`, checked like any other. */
export const sendJson = sendOperation({
	value: 'sendJson',
	name: 'Send JSON',
	action: 'Send a message given as JSON',
	description: "Send a message in RBM's own words, checked like any other",
	fields: [
		{
			displayName: 'Content Message (JSON)',
			name: 'contentMessageJson',
			type: 'json',
			typeOptions: { rows: 10 },
			default:
				'{\n  "text": "Shall we?",\n  "suggestions": [\n    { "reply": { "text": "Yes", "postbackData": "yes" } }\n  ]\n}',
			required: true,
			description:
				'RBM\'s <a href="https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages#AgentContentMessage" target="_blank">AgentContentMessage</a>: exactly one of text, contentInfo, uploadedRbmFile and richCard, and suggestions',
		},
	],
	content: (parameter) => parseJson('Content Message (JSON)', parameter('contentMessageJson')),
});
