// The entry of `npm run gallery`: hands the process over to the command.
import { join } from 'node:path';
import { repositoryRoot } from '../compiler/repository-root.ts';
import { readContext } from './command-context.ts';
import { runGallery } from './gallery/run-gallery.ts';

const templates = join(repositoryRoot, 'gtm-templates');
const project = { root: repositoryRoot, templates, types: templates };

process.exitCode = await runGallery(process.argv.slice(2), project, readContext('gallery'));
