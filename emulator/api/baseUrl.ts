import type { FastifyRequest } from 'fastify';

/** The emulator's address under the host name this client uses: `localhost`, a container's name … */
export function baseUrlOf(request: FastifyRequest): string {
	return `${request.protocol}://${request.host}`;
}
