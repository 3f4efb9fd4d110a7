import { toAgentId } from '../../../../rbm/agentId';
import { fileByUrlRequest } from '../../../../rbm/files';
import { requestFailure } from '../../failures';
import type { ItemRequest, Run } from '../../run';
import { checkUpload, uploadKey, Uploads } from '../../uploads';
import type { CustomOperation, ReadParameter, UploadWish } from '../operation';
import { uploadFields } from './fields';

/** An address, and the items that name it. */
type UrlJob = ItemRequest & { agentId: string; itemIndexes: number[] };

/** The files of an item: the one to send, and its preview if there is one. */
interface BinaryJob {
	itemIndex: number;
	file: UploadWish;
	thumbnail?: UploadWish;
}

function readBinary(parameter: ReadParameter, agentId: string): Omit<BinaryJob, 'itemIndex'> {
	const property = String(parameter('binaryProperty', 'data')).trim();
	const { thumbnailBinaryProperty } = parameter('options', {}) as {
		thumbnailBinaryProperty?: unknown;
	};
	const preview = String(thumbnailBinaryProperty ?? '').trim();
	return {
		file: { property, agentId, purpose: 'file', field: 'Input Data Field Name' },
		...(preview !== '' && {
			thumbnail: {
				property: preview,
				agentId,
				purpose: 'thumbnail',
				field: 'Thumbnail Input Data Field Name',
			},
		}),
	};
}

async function uploadByUrl(run: Run, jobs: UrlJob[]): Promise<void> {
	await run.send(jobs, ({ agentId, itemIndexes }, { outcome }) => {
		for (const itemIndex of itemIndexes) {
			run.attempt(itemIndex, () => {
				if (outcome.kind !== 'accepted') {
					throw requestFailure(run.context.getNode(), outcome, itemIndex);
				}
				const { name } = outcome.body as { name: string };
				run.place(itemIndex, 0, { json: { fileName: name, agentId } });
			});
		}
	});
}

async function uploadBinaries(run: Run, jobs: BinaryJob[]): Promise<void> {
	const names = await new Uploads(run).names(
		jobs.flatMap(({ itemIndex, file, thumbnail }) =>
			[file, ...(thumbnail ? [thumbnail] : [])].map((wish) => ({ itemIndex, wish })),
		),
	);
	for (const { itemIndex, file, thumbnail } of jobs) {
		const fileName = names.get(uploadKey({ itemIndex, wish: file }));
		const thumbnailName = thumbnail && names.get(uploadKey({ itemIndex, wish: thumbnail }));
		// Whatever has no name failed, and says so already.
		if (fileName === undefined || (thumbnail && thumbnailName === undefined)) continue;
		const json = { fileName, ...(thumbnailName && { thumbnailName }), agentId: file.agentId };
		run.place(itemIndex, 0, { json });
	}
}

/** File → Upload: brings a file to RBM, each distinct one once, and gives its name for sending. */
export const upload: CustomOperation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload a file',
	description: 'Bring a file to RBM once, to send it to many',
	outputs: ['Done'],
	fields: uploadFields,
	async execute(run) {
		const byUrl = new Map<string, UrlJob>();
		const binaries: BinaryJob[] = [];
		await run.forEachItem((itemIndex) => {
			const parameter = run.parameters(itemIndex);
			const agentId = toAgentId(parameter('agentId'));
			if (parameter('mediaFrom', 'url') === 'binary') {
				const job = readBinary(parameter, agentId);
				const { binary } = run.items[itemIndex]!;
				checkUpload(binary, job.file);
				if (job.thumbnail) checkUpload(binary, job.thumbnail);
				binaries.push({ itemIndex, ...job });
				return;
			}
			const { thumbnailUrl } = parameter('options', {}) as { thumbnailUrl?: unknown };
			const request = fileByUrlRequest(agentId, { fileUrl: parameter('fileUrl'), thumbnailUrl });
			const key = JSON.stringify(request.body);
			const job = byUrl.get(key) ?? { itemIndex, request, agentId, itemIndexes: [] };
			byUrl.set(key, job);
			job.itemIndexes.push(itemIndex);
		});
		await uploadByUrl(run, [...byUrl.values()]);
		await uploadBinaries(run, binaries);
	},
};
