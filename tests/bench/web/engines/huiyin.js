// The product's own path: the tablet's store makes, signs, chains, projects and indexes an event for each record.

import { openProgram } from './program.js';

export const open = (storageName, options) => openProgram('/programs/storage_huiyin.mjs', storageName, options);

export { destroy } from './program.js';
