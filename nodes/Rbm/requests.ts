import { RbmInputError } from '../../rbm/inputError';
import type { BuiltRequest, RequestOperation, UploadWish } from './actions/operation';
import type { Run } from './run';
import {
	checkUpload,
	PENDING_UPLOAD,
	UPLOAD_SPEED,
	uploadKey,
	Uploads,
	type ItemUpload,
} from './uploads';

/** An item's request, and what identifies it. */
export type Job = BuiltRequest & { itemIndex: number };

/** Few, since nothing else happens meanwhile: answers wait that have come. As many as upload at once. */
const BUILT_AT_A_TIME = UPLOAD_SPEED.concurrency;

/**
 * RBM knows an ID once per agent and ignores it for the next phone, so one ID must not serve two.
 *
 * @throws RbmInputError for the second phone
 */
function checkOwnId(seen: Map<string, string>, { request, mayRepeat }: BuiltRequest): void {
	const { messageId, agentId } = request.query;
	if (!mayRepeat || request.phoneNumber === undefined) return;
	const key = `${agentId} ${messageId}`;
	const other = seen.get(key);
	if (other !== undefined && other !== request.phoneNumber) {
		throw new RbmInputError(
			'Message ID',
			`${messageId} is used for ${other} already`,
			'Give each message a UUID of its own, or use Send Once Key: it becomes an ID for each phone.',
		);
	}
	seen.set(key, request.phoneNumber);
}

/** Takes items off a list as they are used, so that what is done with can go. */
function* drain<T>(list: T[]): Generator<T> {
	list.reverse();
	while (list.length > 0) yield list.pop()!;
}

function range(first: number, end: number): number[] {
	return Array.from({ length: end - first }, (_, index) => first + index);
}

/**
 * Requests of a run's items. Where one bad item stops the run, all are built before the first is
 * sent, so that it stops while nobody has got anything. Where the user goes on, some at a time are
 * built while others are under way: n8n takes about a millisecond for an item's expressions.
 */
export class Requests {
	private readonly uploads: Uploads;
	private readonly seenIds = new Map<string, string>();

	constructor(
		private readonly run: Run,
		private readonly operation: RequestOperation,
	) {
		this.uploads = new Uploads(run);
	}

	async *[Symbol.asyncIterator](): AsyncGenerator<Job> {
		const { items, goesOn } = this.run;
		const some = goesOn ? BUILT_AT_A_TIME : items.length;
		for (let first = 0; first < items.length; first += some) {
			const end = Math.min(first + some, items.length);
			yield* drain(await this.prepare(range(first, end)));
		}
	}

	/** Builds requests, uploading the files they need in between, once all is checked that can be. */
	private async prepare(itemIndexes: readonly number[]): Promise<Job[]> {
		const uploads: ItemUpload[] = [];
		const jobs = await this.build(itemIndexes, (itemIndex, wish) => {
			checkUpload(this.run.items[itemIndex]!.binary, wish);
			uploads.push({ itemIndex, wish });
			return PENDING_UPLOAD;
		});
		const good = new Set(jobs.map(({ itemIndex }) => itemIndex));
		const wanted = uploads.filter(({ itemIndex }) => good.has(itemIndex));
		if (wanted.length === 0) return jobs;

		const names = await this.uploads.names(wanted);
		for (const upload of wanted) {
			if (!names.has(uploadKey(upload))) good.delete(upload.itemIndex);
		}
		return await this.build([...good], (itemIndex, wish) =>
			names.get(uploadKey({ itemIndex, wish }))!,
		);
	}

	/** Without names yet, `upload` hears of the files to upload. */
	private async build(
		itemIndexes: readonly number[],
		upload: (itemIndex: number, wish: UploadWish) => string,
	): Promise<Job[]> {
		const { run, operation, seenIds } = this;
		const jobs: Job[] = [];
		await run.forEach(itemIndexes, (itemIndex) => {
			const context = {
				id: run.stableId(itemIndex),
				now: Date.now(),
				toMillis: (time: unknown) => run.toMillis(time),
				upload: (wish: UploadWish) => upload(itemIndex, wish),
			};
			const built = operation.build(run.parameters(itemIndex), context);
			checkOwnId(seenIds, built);
			jobs.push({ itemIndex, ...built });
		});
		return jobs;
	}
}
