/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reason: runs beside n8n, never inside it */
import 'reflect-metadata';
import { PackageDirectoryLoader } from 'n8n-core';
import {
	NodeConnectionTypes,
	NodeHelpers,
	type ICredentialType,
	type INodeType,
	type INodeTypes,
	type IVersionedNodeType,
} from 'n8n-workflow';
import path from 'node:path';

/** The package as n8n names it: the prefix of its node types. */
export const PACKAGE = 'n8n-nodes-rcs-business-messaging';
/** A node that passes items on; stands for whatever comes before and after. */
export const PASS_THROUGH = 'test.passThrough';

const passThrough: INodeType = {
	description: {
		displayName: 'Pass Through',
		name: 'passThrough',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Pass Through' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
};

/** The built package, loaded by n8n's own loader through the `n8n` block of package.json. */
export interface LoadedPackage {
	nodeTypes: INodeTypes;
	credentialType: (name: string) => ICredentialType;
}

/** Loads `dist`; build it first. */
export async function loadPackage(): Promise<LoadedPackage> {
	const loader = new PackageDirectoryLoader(path.resolve(__dirname, '../..'));
	await loader.loadAll();
	const get = (type: string): INodeType | IVersionedNodeType => {
		if (type === PASS_THROUGH) return passThrough;
		const loaded = loader.nodeTypes[type.replace(`${PACKAGE}.`, '')];
		if (!loaded) throw new Error(`The package has no node ${type}`);
		return loaded.type;
	};
	return {
		nodeTypes: {
			getByName: get,
			getByNameAndVersion: (type, version) => NodeHelpers.getVersionedNodeType(get(type), version),
			getKnownTypes: () => loader.known.nodes,
		},
		credentialType: (name) => {
			const loaded = loader.credentialTypes[name];
			if (!loaded) throw new Error(`The package has no credential ${name}`);
			return loaded.type;
		},
	};
}
