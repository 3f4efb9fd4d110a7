import { LIMITS } from '../limits';
import type { AgentContentMessage } from '../types';
import { exactlyOne, objectAt, requiredText } from './check';
import { present } from '../present';
import { checkContentInfo, checkUploadedFile } from './media';
import { checkRichCard } from './richCard';
import { checkSuggestions } from './suggestion';

const CONTENTS = ['text', 'contentInfo', 'uploadedRbmFile', 'richCard'] as const;

/**
 * A whole message content, from a form or from JSON: every rule and limit that RBM publishes, checked
 * before anything is sent. Field names in errors are those of the editor.
 *
 * @throws RbmInputError naming field, problem, limit and fix
 */
export function checkContentMessage(value: unknown): AgentContentMessage {
	const fields = objectAt('Message', value, [...CONTENTS, 'suggestions']);
	const kind = exactlyOne('Message', fields, CONTENTS);
	return present({
		text: kind === 'text' ? requiredText('Text', fields.text, LIMITS.text) : undefined,
		contentInfo: kind === 'contentInfo' ? checkContentInfo('', fields.contentInfo) : undefined,
		uploadedRbmFile:
			kind === 'uploadedRbmFile' ? checkUploadedFile('', fields.uploadedRbmFile) : undefined,
		richCard: kind === 'richCard' ? checkRichCard(fields.richCard) : undefined,
		suggestions: checkSuggestions(fields.suggestions, LIMITS.suggestionsPerMessage),
	});
}
