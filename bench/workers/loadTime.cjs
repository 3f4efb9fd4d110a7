const { join } = require('node:path');

/**
 * Prints how many milliseconds it takes to require the files named on the command line, in a process
 * that has loaded nothing but n8n-workflow, which n8n has loaded before any node. It must be the one
 * that the files find by NODE_PATH, or they would load a second.
 */
require(join(process.env.NODE_PATH, 'n8n-workflow'));

const begin = performance.now();
for (const file of process.argv.slice(2)) require(file);
process.stdout.write(String(performance.now() - begin));
