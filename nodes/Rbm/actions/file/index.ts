import type { Resource } from '../operation';
import { upload } from './upload';

/** Files that RBM keeps for sending. */
export const file: Resource = {
	value: 'file',
	name: 'File',
	operations: [upload],
	preselected: upload.value,
};
