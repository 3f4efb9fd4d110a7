/** The credential with which an n8n reaches an emulator, ready for n8n's API. */
export function emulatorCredential(
	{ url, serviceAccountKey }: { url: string; serviceAccountKey: object },
	webhookClientToken: string,
	name = 'RCS Business Messaging',
) {
	return {
		name,
		type: 'rbmServiceAccountApi',
		data: {
			privateKeyJson: JSON.stringify(serviceAccountKey),
			webhookClientToken,
			endpoint: 'custom',
			baseUrl: url,
			accessToken: '',
		},
	};
}
