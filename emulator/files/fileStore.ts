import type { Clock } from '../clock';
import { LIMITS } from '../../rbm/limits';
import type { RandomBytes } from '../random';

/** Bytes kept in memory by default; beyond it the oldest files lose theirs. */
const CAPACITY = 256 * 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;

/** A file the platform holds. */
export interface StoredFile {
	uid: string;
	/** Who it is from: a partner may send only what a partner uploaded. */
	from: 'partner' | 'person';
	/** Unknown for a URL that is not looked at. */
	mimeType?: string;
	/** In bytes; unknown for a URL that is not looked at. */
	size?: number;
	/** Gone when newer files needed the room. */
	bytes?: Buffer;
	/** Where it can be had, for a file the emulator has never fetched. */
	sourceUrl?: string;
	/** Milliseconds since 1970. */
	createdAt: number;
}

/** Files by ID, in memory. An upload can be sent for 60 days, by every agent of the partner. */
export class FileStore {
	private readonly files = new Map<string, StoredFile>();
	private kept = 0;

	constructor(
		private readonly clock: Clock,
		private readonly random: RandomBytes,
		private readonly capacity = CAPACITY,
	) {}

	add(file: Omit<StoredFile, 'uid' | 'createdAt'>): StoredFile {
		const uid = this.random(16).toString('base64url');
		const added = { ...file, uid, createdAt: this.clock.now() };
		this.files.set(uid, added);
		this.kept += added.bytes?.length ?? 0;
		this.makeRoom(uid);
		return added;
	}

	get(uid: string): StoredFile | undefined {
		return this.files.get(uid);
	}

	/** What a name like `files/<uid>` in a message stands for, if it was uploaded and is not too old. */
	upload(name: string): StoredFile | undefined {
		const file = name.startsWith('files/') ? this.files.get(name.slice(6)) : undefined;
		const oldest = this.clock.now() - LIMITS.uploadedFileDays * DAY_MS;
		return file?.from === 'partner' && file.createdAt > oldest ? file : undefined;
	}

	clear(): void {
		this.files.clear();
		this.kept = 0;
	}

	/** Drops bytes of the oldest files until the rest fits; the newest stays whatever its size. */
	private makeRoom(newest: string): void {
		for (const file of this.files.values()) {
			if (this.kept <= this.capacity || file.uid === newest) return;
			this.kept -= file.bytes?.length ?? 0;
			delete file.bytes;
		}
	}
}
