/**
 * Loaded into a process, this sends what goes to Twilio and to Meta's Graph API to the address in
 * BENCH_PLATFORM instead, without TLS, as our own node talks to the emulator. It sits below n8n's HTTP
 * code and axios, which do all they do otherwise. Without the variable it does nothing.
 */
const http = require('node:http');
const https = require('node:https');

const PREFIXES = { 'api.twilio.com': '/twilio', 'graph.facebook.com': '/meta' };

const platform = process.env.BENCH_PLATFORM;
if (platform) {
	const { hostname, port } = new URL(platform);
	const { request } = https;
	https.request = (options, ...rest) => {
		const prefix = PREFIXES[options.hostname ?? options.host];
		if (prefix === undefined) return request(options, ...rest);
		return http.request(
			{
				...options,
				protocol: 'http:',
				hostname,
				host: hostname,
				port,
				path: prefix + options.path,
				// A connection per request, which is what n8n's own agents come to.
				agent: new http.Agent(),
			},
			...rest,
		);
	};
}
