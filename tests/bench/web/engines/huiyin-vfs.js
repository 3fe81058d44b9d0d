// Our VFS under the same bare table as the SQL peers.

import { openProgram } from './program.js';

export const open = (storageName, options) => openProgram('/programs/storage_vfs.mjs', storageName, options);

export { destroy } from './program.js';
