/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reason: runs beside n8n, never inside it */
import { DirectoryLoader, RoutingNode, type ExecuteContext } from 'n8n-core';
import { NodeHelpers, type ICredentialType, type INodeType } from 'n8n-workflow';
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import type { LoadedPackage } from '../../test/harness/loader';
import { HOST_FOLDER } from './worker';

const PREFIX = 'n8n-nodes-base.';

/** The folder that n8n's own nodes are installed in, beside the n8n of test/host. */
export function baseNodesFolder(): string {
	const n8n = realpathSync(join(HOST_FOLDER, 'node_modules/n8n/package.json'));
	return dirname(createRequire(n8n).resolve('n8n-nodes-base/package.json'));
}

/** n8n's own loader for the few nodes that are compared here; all of them would take 300 MB. */
class BaseNodes extends DirectoryLoader {
	override packageName = 'n8n-nodes-base';

	override async loadAll(): Promise<void> {
		for (const node of ['Twilio/Twilio', 'WhatsApp/WhatsApp', 'Set/Set']) {
			this.loadNodeFromFile(`dist/nodes/${node}.node.js`);
		}
		for (const credential of ['TwilioApi', 'WhatsAppApi']) {
			this.loadCredentialFromFile(`dist/credentials/${credential}.credentials.js`);
		}
	}
}

/** A node that is nothing but a description gets its `execute` from n8n's server, in these words. */
function withExecute(nodeType: INodeType): INodeType {
	if (nodeType.description.requestDefaults !== undefined) {
		nodeType.execute ??= async function () {
			return (await new RoutingNode(this as ExecuteContext, nodeType).runNode()) ?? [];
		};
	}
	return nodeType;
}

/** Our package, and beside it the nodes of n8n that it is compared with. */
export async function withBaseNodes(ours: LoadedPackage): Promise<LoadedPackage> {
	const loader = new BaseNodes(baseNodesFolder());
	await loader.loadAll();
	return {
		nodeTypes: {
			...ours.nodeTypes,
			getByNameAndVersion(type, version) {
				if (!type.startsWith(PREFIX)) return ours.nodeTypes.getByNameAndVersion(type, version);
				const { type: loaded } = loader.getNode(type.slice(PREFIX.length));
				return withExecute(NodeHelpers.getVersionedNodeType(loaded, version));
			},
		},
		credentialType: (name): ICredentialType =>
			name in loader.credentialTypes
				? loader.credentialTypes[name]!.type
				: ours.credentialType(name),
	};
}
