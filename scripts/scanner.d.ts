declare module '@n8n/scan-community-package/scanner/scanner.mjs' {
	/** Lints the files of a folder with n8n's rules for community packages; ignores inline disables. */
	export function analyzePackage(
		folder: string,
		patterns: string[],
	): Promise<{ passed: boolean; message?: string; details?: string }>;
}
