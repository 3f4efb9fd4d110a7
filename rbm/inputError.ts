/**
 * The one error of this folder: what a person typed cannot be sent. `field` is the name shown in
 * the editor, `problem` says what is wrong (with the limit), `fix` what to do about it. Nothing has
 * been sent when it is thrown.
 */
export class RbmInputError extends Error {
	override readonly name = 'RbmInputError';

	constructor(
		readonly field: string,
		readonly problem: string,
		readonly fix: string,
	) {
		super(`${field}: ${problem}`);
	}
}
