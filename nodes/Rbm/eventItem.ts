import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { consentOf } from '../../rbm/consent';
import type { RbmEvent } from '../../rbm/events';

/** The client tokens that a post may be signed with: the current one, and the one before a change. */
export function clientTokensOf({
	webhookClientToken,
	previousClientToken,
}: ICredentialDataDecryptedObject): string[] {
	return [webhookClientToken, previousClientToken].filter(
		(token): token is string => typeof token === 'string' && token !== '',
	);
}

/** An event as an item, with what it says about consent. */
export function eventItem(event: RbmEvent): IDataObject {
	const consent = consentOf(event);
	return { ...event, ...(consent && { consent }) } as unknown as IDataObject;
}
