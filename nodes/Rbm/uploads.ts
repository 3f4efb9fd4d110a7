import { createHash } from 'node:crypto';
import type { IBinaryData } from 'n8n-workflow';

import { RbmInputError } from '../../rbm/inputError';
import { LIMITS } from '../../rbm/limits';
import { bareMediaType, mediaTypesFor } from '../../rbm/mediaTypes';
import type { RbmOutcome } from '../../rbm/outcome';
import { FOREIGN_AGENT, type RbmRequest } from '../../rbm/request';
import type { Speed, UploadWish } from './actions/operation';
import { requestFailure } from './failures';
import type { ItemRequest, Run } from './run';

/** Files are large and each is in memory while it is under way. */
export const UPLOAD_SPEED: Speed = { concurrency: 3, perSecond: Infinity };

/** Stands for a file while a builder runs to see which files there are. */
export const PENDING_UPLOAD = 'files/pending';

/** An upload that an item waits for. */
export interface ItemUpload {
	itemIndex: number;
	wish: UploadWish;
}

/** Names of uploaded files, by item and wish. */
export type UploadedNames = Map<string, string>;

/** Key of a wish in UploadedNames. */
export function uploadKey({ itemIndex, wish }: ItemUpload): string {
	return JSON.stringify([itemIndex, wish.property, wish.agentId, wish.purpose]);
}

/** @throws RbmInputError when the item has no such file, or RBM does not take its type */
export function checkUpload(
	binary: Record<string, IBinaryData> | undefined,
	{ property, purpose, field }: UploadWish,
): IBinaryData {
	const file = binary?.[property];
	if (!file) {
		const fields = Object.keys(binary ?? {});
		throw new RbmInputError(
			field,
			`the item has no binary field "${property.slice(0, 40)}"`,
			fields.length === 0
				? 'Connect a node before this one that gives a file, and check its output.'
				: `The item has ${fields.map((name) => `"${name}"`).join(', ')}.`,
		);
	}
	const mediaType = bareMediaType(file.mimeType);
	if (mediaTypesFor(purpose).includes(mediaType)) return file;
	throw new RbmInputError(
		field,
		`RBM does not take ${mediaType || 'files without a type'} here`,
		`Possible are ${mediaTypesFor(purpose).join(', ')}.`,
	);
}

function checkSize(bytes: number, { purpose, field }: UploadWish): void {
	const limit = purpose === 'thumbnail' ? LIMITS.thumbnailBytes : LIMITS.fileBytes;
	if (bytes > 0 && bytes <= limit) return;
	throw new RbmInputError(
		field,
		bytes === 0 ? 'the file is empty' : `the file has ${bytes} bytes, the limit is ${limit}`,
		bytes === 0 ? 'Check the node that gives it.' : 'Use a smaller file.',
	);
}

/**
 * The raw upload of a file; the answer is `{"name": "files/…"}`. The bytes are read when their turn
 * comes, so that only the files under way are in memory.
 */
function uploadRequest(
	agentId: string,
	read: () => Promise<Buffer>,
	contentType: string,
): RbmRequest {
	return {
		api: 'messaging',
		method: 'POST',
		path: '/upload/v1/files',
		query: { agentId },
		raw: { read, contentType },
		hints: FOREIGN_AGENT,
	};
}

/** What tells a file's content from another's. */
interface Content {
	digest: string;
	size: number;
}

/** An upload of one content, and the items that wait for it. */
interface ContentUpload extends ItemRequest {
	key: string;
	waiting: ItemUpload[];
}

/**
 * Uploads the files that items of a run wait for, each distinct content once: RBM keeps files for 60
 * days and asks not to be given the same one again and again.
 */
export class Uploads {
	/** By n8n's ID of the file, or by the file itself where n8n keeps it in the item. */
	private readonly contents = new Map<string, Content>();
	/** By content, agent and purpose. */
	private readonly outcomes = new Map<string, RbmOutcome>();

	constructor(private readonly run: Run) {}

	/** Names for the items' files. Items whose upload fails are marked as failed and have none. */
	async names(uploads: readonly ItemUpload[]): Promise<UploadedNames> {
		const all = new Map<string, ContentUpload>();
		for (const upload of uploads) {
			try {
				const content = await this.contentUpload(upload);
				if (!all.has(content.key)) all.set(content.key, content);
				all.get(content.key)!.waiting.push(upload);
			} catch (error) {
				this.run.fail(upload.itemIndex, error);
			}
		}

		const names: UploadedNames = new Map();
		const settle = ({ waiting }: ContentUpload, outcome: RbmOutcome) => {
			for (const upload of waiting) {
				this.run.attempt(upload.itemIndex, () => {
					if (outcome.kind !== 'accepted') {
						throw requestFailure(this.run.context.getNode(), outcome, upload.itemIndex);
					}
					names.set(uploadKey(upload), String((outcome.body as { name?: unknown }).name));
				});
			}
		};
		const missing: ContentUpload[] = [];
		for (const upload of all.values()) {
			const outcome = this.outcomes.get(upload.key);
			if (outcome) settle(upload, outcome);
			else missing.push(upload);
		}
		if (missing.length === 0) return names;
		await this.run.send(
			missing,
			(upload, { outcome }) => {
				// What failed may work for the next items.
				if (outcome.kind !== 'failed') this.outcomes.set(upload.key, outcome);
				settle(upload, outcome);
			},
			UPLOAD_SPEED,
		);
		return names;
	}

	private async contentUpload({ itemIndex, wish }: ItemUpload): Promise<ContentUpload> {
		const { run } = this;
		const { agentId, purpose, property } = wish;
		const file = checkUpload(run.items[itemIndex]!.binary, wish);
		const read = async () => await run.context.helpers.getBinaryDataBuffer(itemIndex, property);
		const { digest, size } = await this.contentOf(file, read);
		checkSize(size, wish);
		const contentType = bareMediaType(file.mimeType);
		return {
			itemIndex,
			request: uploadRequest(agentId, read, contentType),
			// The purpose is part of it, since its limits are.
			key: [agentId, purpose, contentType, digest].join(' '),
			waiting: [],
		};
	}

	/** The content of a file; one that many items share is read once. */
	private async contentOf(file: IBinaryData, read: () => Promise<Buffer>): Promise<Content> {
		const stored = file.id ?? file.data;
		const before = this.contents.get(stored);
		if (before) return before;
		const bytes = await read();
		const digest = createHash('sha256').update(bytes).digest('hex');
		const content = { digest, size: bytes.length };
		this.contents.set(stored, content);
		return content;
	}
}
