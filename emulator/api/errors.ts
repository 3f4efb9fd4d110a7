/** Names of google.rpc.Code that the emulator answers with, and the HTTP status of each. */
const HTTP_STATUS = {
	INVALID_ARGUMENT: 400,
	FAILED_PRECONDITION: 400,
	UNAUTHENTICATED: 401,
	PERMISSION_DENIED: 403,
	NOT_FOUND: 404,
	ALREADY_EXISTS: 409,
	RESOURCE_EXHAUSTED: 429,
	INTERNAL: 500,
	UNAVAILABLE: 503,
	DEADLINE_EXCEEDED: 504,
} as const;

export type RpcStatus = keyof typeof HTTP_STATUS;

/** The code name Google pairs with an HTTP status; UNKNOWN where it has none. */
export function rpcStatusOf(httpStatus: number): string {
	return Object.entries(HTTP_STATUS).find(([, http]) => http === httpStatus)?.[0] ?? 'UNKNOWN';
}

/** Google's error body (AIP-193). */
export function errorBody(code: number, status: string, message: string, details: object[] = []) {
	return { error: { code, message, status, ...(details.length > 0 && { details }) } };
}

/** An answer other than 200, thrown by whatever finds the fault and printed by the error handler. */
export class ApiError extends Error {
	readonly httpStatus: number;

	constructor(
		readonly status: RpcStatus,
		message: string,
		readonly details: object[] = [],
		readonly headers: Record<string, string> = {},
	) {
		super(message);
		this.httpStatus = HTTP_STATUS[status];
	}

	get body() {
		return errorBody(this.httpStatus, this.status, this.message, this.details);
	}
}

/** One fault in a request; `field` is empty for the root. */
export interface FieldViolation {
	field: string;
	description: string;
}

/** 400 with google.rpc.BadRequest; the message lists all faults, a line each, as Google's does. */
export function badRequest(violations: FieldViolation[]): ApiError {
	return new ApiError(
		'INVALID_ARGUMENT',
		violations.map(({ description }) => description).join('\n'),
		[
			{
				'@type': 'type.googleapis.com/google.rpc.BadRequest',
				fieldViolations: violations.map(({ field, description }) => ({
					...(field !== '' && { field }),
					description,
				})),
			},
		],
	);
}

export function invalidArgument(field: string, description: string): ApiError {
	return badRequest([{ field, description }]);
}

/** 404 in Google's stock words, which also stand for "this phone cannot be reached". */
export function notFound(message = 'Requested entity was not found.'): ApiError {
	return new ApiError('NOT_FOUND', message);
}

export function permissionDenied(message: string, details: object[] = []): ApiError {
	return new ApiError('PERMISSION_DENIED', message, details);
}

export function failedPrecondition(message: string): ApiError {
	return new ApiError('FAILED_PRECONDITION', message);
}

/** google.rpc.ErrorInfo, the machine-readable reason beside a message. */
export function errorInfo(reason: string, service: string) {
	return {
		'@type': 'type.googleapis.com/google.rpc.ErrorInfo',
		reason,
		domain: 'googleapis.com',
		metadata: { service },
	};
}
