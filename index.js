// n8n loads the paths in package.json's `n8n` block and never this file.
module.exports = {};
