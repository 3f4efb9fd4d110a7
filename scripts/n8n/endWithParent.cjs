const { isMainThread } = require('node:worker_threads');

/**
 * Loaded into n8n's process. Its standard input is a pipe from the process that started it, which
 * closes when that one asks n8n to stop, or dies in whatever way; also where there are no signals.
 */
function endWithParent() {
	// With nobody left to read its output, n8n would report the failing output, forever.
	for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
	// n8n shuts down in an orderly way, once it listens for this.
	if (!process.emit('SIGTERM')) process.exit(0);
}

// Threads load this as well.
if (isMainThread) process.stdin.resume().on('end', endWithParent).unref();
