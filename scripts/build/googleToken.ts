import type { Plugin } from 'esbuild';

const LIBRARY = 'google-auth-library';

/**
 * Of the library only the service-account token client goes into the package: the library
 * as a whole brings an HTTP stack, file access and the environment along, which n8n's rules forbid.
 */
export const googleTokenAlias = { [LIBRARY]: `${LIBRARY}/build/src/gtoken/googleToken.js` };

/**
 * What that client's code asks for on paths we never take. n8n's rules allow a package none of it,
 * so each is replaced by the least that lets the code load; anything more fails when called.
 */
const STUBS: Record<string, string> = {
	// Its HTTP client. Our credential always hands over n8n's own.
	gaxios: '',
	// Reads key files. Our key is text out of the credential.
	fs: '',
	// Looks at the ending of a key file's name.
	path: '',
	// Base class of a streaming signer and verifier. We sign in one go.
	stream: 'module.exports = class Stream {};',
	// `inherits` sets up those streams, `promisify` wraps reading a key file, and `format` joins the
	// parts of the signed token with dots.
	util: `
		exports.inherits = (child, parent) => Object.setPrototypeOf(child.prototype, parent.prototype);
		exports.promisify = (fn) => fn;
		exports.format = (text, ...values) => text.replace(/%s/g, () => String(values.shift()));`,
	// The same class is there as a global.
	buffer: 'exports.Buffer = Buffer;',
};

/** `process` is off limits in a package; only the streaming signer waits for its next tick. */
export const googleTokenDefine = { 'process.nextTick': 'queueMicrotask' };

/** Puts the stubs in place, for the library's imports only: our own code gets no such favour. */
export const googleTokenStubs: Plugin = {
	name: 'google-token-stubs',
	setup(build) {
		const filter = new RegExp(`^(${Object.keys(STUBS).join('|')})$`);
		build.onResolve({ filter }, ({ path, importer }) =>
			/[\\/]node_modules[\\/]/.test(importer) ? { path, namespace: 'stub' } : undefined,
		);
		build.onLoad({ filter, namespace: 'stub' }, ({ path }) => ({ contents: STUBS[path]! }));
	},
};
