/** A real n8n beside this repository: install our package in it, start it, talk to it, stop it. */
export * from './client';
export { installPackage } from './package';
export { freePort, startN8n, type N8nOptions, type RunningN8n } from './process';
export { waitFor, type WaitOptions } from './wait';
