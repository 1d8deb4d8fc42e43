/** Where the shipped models, lists and exchange rates are. */
import { join } from 'node:path';

export const modelsFolder = join(import.meta.dirname, '..', '..', 'models');
